import Toolchain
import Workspace

/// `try` and `await` where the compiler asks for them, and `throws` on a test that has one.
enum MissingEffect {
  static func change(
    _ file: SourceFile, _ errors: [Diagnostic], _ tree: FileTree
  ) -> MachineRepair.Change? {
    var repaired = file
    var done: Set<String> = []
    // From the end, so that places before stay where they are.
    for error in errors.sorted(by: {
      ($0.line ?? 0, $0.column ?? 0) > ($1.line ?? 0, $1.column ?? 0)
    }) {
      if error.message.hasPrefix("call can throw but is not marked with 'try'") {
        if repaired.insert("try ", line: error.line, column: error.column) { done.insert("try") }
      } else if error.message.hasPrefix("expression is 'async' but is not marked with 'await'") {
        if repaired.insert("await ", line: error.line, column: error.column) {
          done.insert("await")
        }
      } else if error.message.hasPrefix("errors thrown from here are not handled"),
        file.path.description.hasPrefix("Tests/"),
        let head = repaired.function(around: error.line),
        let end = repaired.lines[head].lastRange(of: ") {"),
        !repaired.lines[head].contains("throws")
      {
        repaired.lines[head].replaceSubrange(end, with: ") throws {")
        done.insert("throws")
      }
    }
    guard !done.isEmpty else { return nil }
    return MachineRepair.Change(
      what: "Add \(done.sorted().joined(separator: " and ")) in \(file.path)", file: repaired)
  }
}

extension String {
  fileprivate func lastRange(of text: String) -> Range<String.Index>? { ranges(of: text).last }
}
