import Toolchain
import Workspace

/// Shared state that Swift 6 refuses although nothing ever changes it: `let` for a variable that is never
/// assigned, a computed property for a value that is made anew each time, `@Sendable` for functions in a table.
enum SharedConstant {
  static func change(
    _ file: SourceFile, _ errors: [Diagnostic], _ tree: FileTree
  ) -> MachineRepair.Change? {
    var file = file
    var done: [String] = []
    // From the end, so that the lines before stay where they are.
    for error in errors.sorted(by: { ($0.line ?? 0) > ($1.line ?? 0) }) {
      guard let line = error.line, file.lines.indices.contains(line - 1),
        let found = error.message.firstMatch(of: /'(\w+)' is not concurrency-safe because\b/)
      else { continue }
      let name = String(found.output.1)
      if error.message.contains("it is nonisolated global shared mutable state") {
        guard !Assignments.contain(name, in: tree) else { continue }
        file.lines[line - 1].replace("var ", with: "let ", maxReplacements: 1)
        done.append("make \(name) a constant")
      } else if error.notes.contains(where: { $0.contains("must be marked '@Sendable'") }) {
        let marked = FunctionTypes.marked(file.lines[line - 1])
        guard marked != file.lines[line - 1] else { continue }
        file.lines[line - 1] = marked
        done.append("mark the functions in \(name) as @Sendable")
      } else if let type = error.message.firstMatch(of: /because non-'Sendable' type '([^']+)'/)?
        .output.1, freshTypes.contains(where: { type.hasPrefix($0) }),
        compute(name, of: String(type), at: line - 1, in: &file)
      {
        done.append("compute \(name) where it is used")
      }
    }
    return MachineRepair.Change(done.reversed(), in: file)
  }

  /// Types whose values may be made anew for each use without anybody noticing.
  private static let freshTypes = ["Regex<", "ISO8601DateFormatter", "KeyPath<"]

  /// `static let a = /b/` becomes `static var a: Regex<Substring> { /b/ }`.
  private static func compute(
    _ name: String, of type: String, at line: Int, in file: inout SourceFile
  ) -> Bool {
    guard
      let parts = file.lines[line].firstMatch(
        of:
          /^(\s*(?:(?:public|private|fileprivate|internal|package|static) )*)let (\w+)(?:: ([^=]+?))? = (.+)$/
      )?.output, parts.2 == name
    else { return false }
    let indent = parts.1.prefix { $0 == " " }
    let head = "\(parts.1)var \(name): \(parts.3.map(String.init) ?? type) {"
    if parts.4.hasSuffix("{") || parts.4.hasSuffix("(") || parts.4.hasSuffix("#/") {
      guard
        let end = file.lines[(line + 1)...].firstIndex(where: {
          $0.hasPrefix(indent)
            && $0.dropFirst(indent.count).first.map { "})/".contains($0) } == true
        })
      else { return false }
      file.lines.insert("\(indent)}", at: end + 1)
      file.lines.replaceSubrange(line...line, with: [head, "\(indent)  return \(parts.4)"])
    } else {
      file.lines[line] = "\(head) \(parts.4.hasPrefix("{") ? "return " : "")\(parts.4) }"
    }
    return true
  }
}

/// Whether anything changes a variable: assigned, passed with `&`, or changed by a method of the standard library.
///
/// By name alone: another variable of that name counts as well.
enum Assignments {
  static func contain(_ name: String, in tree: FileTree) -> Bool {
    tree.paths.contains { path in
      path.description.hasSuffix(".swift") && !path.description.hasPrefix("Sources/Kit/")
        && SourceFile(path, in: tree).lines.contains { changes(name, $0) }
    }
  }

  static func changes(_ name: String, _ line: String) -> Bool {
    guard line.contains(name), line.firstMatch(of: /^\s*\/\//) == nil else { return false }
    let assigned = line.matches(
      of: /(\w+(?:\[[^\]]*\]|\.\w+|[!?])*)\s*(?:[-+*\/%&|^]|<<|>>)?=(?!=)/
    ).contains { match in
      let before = line[..<match.range.lowerBound]
      return !before.hasSuffix("let ") && !before.hasSuffix("var ")
        && match.output.1.matches(of: /\w+/).contains { $0.output == name }
    }
    return assigned
      || line.matches(of: /&((?:\w+\.)*\w+)/).contains { match in
        match.output.1.split(separator: ".").last == Substring(name)
      }
      || line.matches(of: /(\w+)(?:\[[^\]]*\]|[!?])*\.(\w+)\(/).contains { match in
        match.output.1 == name
          && (changing.contains(String(match.output.2))
            || match.output.2.prefixMatch(of: /remove|form|update/) != nil)
      }
  }

  /// Methods of the standard library that change what they are called on.
  private static let changing: Set = [
    "append", "insert", "sort", "reverse", "shuffle", "merge", "subtract", "toggle", "popFirst",
    "popLast", "swapAt", "negate", "next",
  ]
}

/// `@Sendable` in front of the function types of a declared type.
enum FunctionTypes {
  /// A line `let name: Type`, perhaps with a value, or a type alias, with its function types marked.
  static func marked(_ line: String) -> String {
    guard
      let head = line.firstMatch(of: /^.*?(?:\b(?:let|var) \w+: |\btypealias \w+ = )/)?.output
    else { return line }
    let rest = line[head.endIndex...]
    let end = head.contains("typealias") ? rest.endIndex : rest.firstRange(of: " = ")?.lowerBound
    return head + type(rest[..<(end ?? rest.endIndex)]) + rest[(end ?? rest.endIndex)...]
  }

  /// A type with its function types marked, but for those inside of other functions.
  static func type(_ text: Substring) -> String {
    var result = ""
    var rest = text
    while let character = rest.first {
      guard character == "(", let close = end(of: rest) else {
        result.append(rest.removeFirst())
        continue
      }
      let group = rest[..<close]
      let after = rest[close...]
      if let arrow = after.prefixMatch(of: /\s*(?:async )?(?:throws(?:\(\w+\))? )?->\s*/) {
        let isMarked = result.hasSuffix("@Sendable ")
        result += (isMarked ? "" : "@Sendable ") + group + arrow.output
        rest = after[arrow.range.upperBound...]
        // What it gives may be a function, too; that is another matter.
        if rest.first == "(", let close = end(of: rest) {
          result += rest[..<close]
          rest = rest[close...]
          if rest.firstMatch(of: /^\s*->/) != nil {
            result += rest
            rest = rest[rest.endIndex...]
          }
        }
      } else {
        result += "(" + type(group.dropFirst().dropLast()) + ")"
        rest = after
      }
    }
    return result
  }

  /// Behind the bracket that closes the first one.
  private static func end(of text: Substring) -> Substring.Index? {
    var depth = 0
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" { depth -= 1 }
      if depth == 0 { return text.index(after: index) }
    }
    return nil
  }
}
