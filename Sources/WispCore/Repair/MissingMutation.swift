import Toolchain
import Workspace

/// `var` for a local constant that is changed, `mutating` for a method that changes its value.
enum MissingMutation {
  static func change(
    _ file: SourceFile, _ errors: [Diagnostic], _ tree: FileTree
  ) -> MachineRepair.Change? {
    var file = file
    var done: [String] = []
    for error in errors {
      if let name = error.message.firstMatch(
        of: /'(\w+)' is a 'let' constant/)?.output.1
      {
        guard let line = only(in: file, { $0.firstMatch(of: /^ +(let) (\w+)\b/)?.output.2 == name })
        else { continue }
        file.lines[line] = file.lines[line].replacing(
          "let \(name)", with: "var \(name)", maxReplacements: 1)
        done.append("make \(name) a variable")
      } else if error.message.contains("'self' is immutable") {
        guard let line = file.function(around: error.line),
          !file.lines[line].contains("mutating "), !file.lines[line].contains("static ")
        else { continue }
        file.lines[line] = file.lines[line].replacing(
          "func ", with: "mutating func ", maxReplacements: 1)
        done.append("mark the method around line \(error.line ?? 0) as mutating")
      }
    }
    return MachineRepair.Change(done, in: file)
  }

  private static func only(in file: SourceFile, _ matches: (String) -> Bool) -> Int? {
    let found = file.lines.indices.filter { matches(file.lines[$0]) }
    return found.count == 1 ? found[0] : nil
  }
}
