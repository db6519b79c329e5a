import Toolchain
import Workspace

/// `@MainActor` on functions of App that use the variables of its top-level code, and on those that call them.
///
/// App is one program with one main thread; in AppCore the same would spread to whoever uses it.
enum MissingIsolation {
  static func change(
    _ file: SourceFile, _ errors: [Diagnostic], _ tree: FileTree
  ) -> MachineRepair.Change? {
    guard file.path.description.hasPrefix("Sources/App/") else { return nil }
    var file = file
    var names: Set<String> = []
    for error in errors {
      if error.message.contains("it is nonisolated global shared mutable state"),
        let line = error.line, file.lines.indices.contains(line - 1),
        let name = file.lines[line - 1].firstMatch(of: /\bvar (\w+)/)?.output.1,
        Assignments.contain(String(name), in: tree)
      {
        names.insert(String(name))
        isolate(line - 1, in: &file)
      }
      for note in error.notes {
        if let name = note.firstMatch(
          of: /add '@MainActor' to make (?:global function|instance method|static method) '(\w+)/)?
          .output.1
        {
          names.insert(String(name))
        }
      }
    }
    guard !names.isEmpty else { return nil }
    var wasAdded = true
    while wasAdded {
      wasAdded = false
      for line in file.lines.indices {
        guard let name = file.lines[line].firstMatch(of: /\bfunc (\w+)/)?.output.1,
          names.contains(String(name))
            || file.body(of: line).contains(where: { text in
              text.matches(of: /\w+/).contains { names.contains(String($0.output)) }
            })
        else { continue }
        names.insert(String(name))
        if isolate(line, in: &file) { wasAdded = true }
      }
    }
    return MachineRepair.Change(
      ["keep \(names.sorted().joined(separator: ", ")) on the main actor"], in: file)
  }

  @discardableResult
  private static func isolate(_ line: Int, in file: inout SourceFile) -> Bool {
    let text = file.lines[line]
    guard !text.contains("@MainActor"), !text.contains("nonisolated"),
      line == 0 || !file.lines[line - 1].hasSuffix("@MainActor")
    else { return false }
    let indent = text.prefix { $0 == " " || $0 == "\t" }
    file.lines[line] = indent + "@MainActor " + text.dropFirst(indent.count)
    return true
  }
}
