import Toolchain
import Workspace

/// `try` and `await` where the compiler asks for them, `throws` and `async` on a test that has one.
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
      } else if error.message.firstMatch(
        of: /^(main )?actor-isolated .* cannot be (accessed|called) from outside of the actor/)
        != nil
      {
        if let column = repaired.expression(line: error.line, column: error.column),
          repaired.insert("await ", line: error.line, column: column)
        {
          done.insert("await")
        }
      } else if error.message.hasPrefix("'async' call in a function that does not support"),
        file.path.description.hasPrefix("Tests/"),
        let head = repaired.function(around: error.line),
        !repaired.lines[head].contains(" async"),
        let end = repaired.lines[head].firstMatch(of: /\)( throws)? \{/)
      {
        repaired.lines[head].replaceSubrange(end.range, with: ") async\(end.output.1 ?? "") {")
        done.insert("async")
      } else if error.message.hasPrefix("errors thrown from here are not handled"),
        file.path.description.hasPrefix("Tests/"),
        let head = repaired.function(around: error.line),
        let end = repaired.lines[head].firstMatch(of: /\)( async)? \{/),
        !repaired.lines[head].contains("throws")
      {
        repaired.lines[head].replaceSubrange(end.range, with: ")\(end.output.1 ?? "") throws {")
        done.insert("throws")
      }
    }
    guard !done.isEmpty else { return nil }
    return MachineRepair.Change(
      what: "Add \(done.sorted().joined(separator: " and ")) in \(file.path)", file: repaired)
  }
}

extension SourceFile {
  /// The column where `await` may stand for what is named at another one: before the names and dots to its left.
  ///
  /// Nil where that is the right side of an operator, which takes none.
  fileprivate func expression(line: Int?, column: Int?) -> Int? {
    guard let line, let column, lines.indices.contains(line - 1) else { return nil }
    let bytes = Array(lines[line - 1].utf8)
    guard column >= 1, column <= bytes.count else { return nil }
    var start = column - 1
    while start > 0, Self.isPart(bytes[start - 1]) { start -= 1 }
    let before = String(decoding: bytes[..<start], as: UTF8.self).trimmingSuffix(
      while: \.isWhitespace)
    guard
      before.last.map({ "=({[,:;".contains($0) }) ?? true || before.hasSuffix("return")
        || before.hasSuffix(" if") || before.hasSuffix(" in")
    else { return nil }
    return before.hasSuffix("==") || before.hasSuffix("+=") ? nil : start + 1
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte >= 0x80
      || Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
  }
}

extension String {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
    var rest = self[...]
    while let last = rest.last, predicate(last) { rest.removeLast() }
    return rest
  }
}
