import Toolchain
import Workspace

/// `Sendable` on the app's own types that are values or never change, and on the types that they are made of;
/// `final` and `let` on a class that says it is `Sendable`.
enum MissingSendable {
  static func change(
    _ file: SourceFile, _ errors: [Diagnostic], _ tree: FileTree
  ) -> MachineRepair.Change? {
    var types = OwnTypes(tree)
    var done: [String] = []
    for error in errors {
      for text in [error.message] + error.notes {
        let name =
          text.firstMatch(of: /consider making (?:struct|enum|class) '(\w+)' conform to/)?.output.1
          ?? text.firstMatch(of: /(?:class|protocol) '(\w+)' does not conform to the 'Sendable'/)?
          .output.1
          ?? text.firstMatch(
            of: /'Sendable'-conforming (?:struct|enum|class) '(\w+)' has non-Sendable type/)?
          .output.1
        if let name, let changed = types.makingSendable(String(name)), changed != types {
          types = changed
          done.append("make \(name) Sendable")
        }
      }
      if let name = error.message.firstMatch(of: /^non-final class '(\w+)' cannot conform to the/)?
        .output.1, types.makeFinal(String(name))
      {
        done.append("make \(name) final")
      } else if let name = error.message.firstMatch(
        of: /^stored property '(\w+)' of 'Sendable'-conforming class '\w+' is mutable/)?.output.1,
        !Assignments.contain(String(name), in: tree), types.makeConstant(at: error)
      {
        done.append("make \(name) a constant")
      }
    }
    return MachineRepair.Change(done, in: types.files.filter { $0.text != tree.text($0.path) })
  }
}

/// The types that an app declares itself, found line by line.
struct OwnTypes: Equatable {
  private(set) var files: [SourceFile]

  init(_ tree: FileTree) {
    files = tree.paths
      .filter {
        $0.description.hasSuffix(".swift")
          && ($0.description.hasPrefix("Sources/AppCore/")
            || $0.description.hasPrefix("Sources/App/"))
      }
      .map { SourceFile($0, in: tree) }
  }

  /// With a type and all it is made of `Sendable`; nil where one of them cannot be so.
  func makingSendable(_ name: String) -> OwnTypes? {
    var result = self
    var seen: Set<String> = []
    return result.makeSendable(name, &seen) ? result : nil
  }

  private mutating func makeSendable(_ name: String, _ seen: inout Set<String>) -> Bool {
    guard seen.insert(name).inserted else { return true }
    guard let (index, line) = declaration(of: name) else { return false }
    let header = files[index].lines[line]
    if header.contains("actor ") { return true }
    if header.contains("typealias ") {
      files[index].lines[line] = FunctionTypes.marked(header)
      return true
    }
    guard !header.contains("\(name)<"), !header.contains(" where "),
      let brace = header.firstIndex(of: "{")
    else { return false }
    let isClass = header.firstMatch(of: /\bclass \w/) != nil
    if isClass {
      guard !header.contains("open "), !hasSubclass(name) else { return false }
    }
    if !header.contains("Sendable") {
      let end = header[..<brace].lastIndex { $0 != " " } ?? header.startIndex
      let isFirst = !header[..<brace].contains(":")
      files[index].lines[line].insert(
        contentsOf: isFirst ? ": Sendable" : ", Sendable", at: header.index(after: end))
    }
    if isClass { _ = makeFinal(name) }
    for place in files[index].members(of: line) {
      let text = files[index].lines[place]
      guard header.firstMatch(of: /\bprotocol \w/) == nil else { break }
      guard isStored(text) else {
        files[index].lines[place] = text.replacing(/@escaping \(/, with: "@escaping @Sendable (")
        continue
      }
      if isClass, text.firstMatch(of: /\bvar \w/) != nil { return false }
      files[index].lines[place] = FunctionTypes.marked(text)
      for part in text.matches(of: /\w+/) where declaration(of: String(part.output)) != nil {
        guard makeSendable(String(part.output), &seen) else { return false }
      }
    }
    return true
  }

  mutating func makeFinal(_ name: String) -> Bool {
    guard let (index, line) = declaration(of: name), !hasSubclass(name),
      !files[index].lines[line].contains("final "), !files[index].lines[line].contains("open ")
    else { return false }
    files[index].lines[line].replace("class ", with: "final class ", maxReplacements: 1)
    return true
  }

  mutating func makeConstant(at error: Diagnostic) -> Bool {
    guard let index = files.firstIndex(where: { $0.path.description == error.file }),
      let line = error.line, files[index].lines.indices.contains(line - 1),
      files[index].lines[line - 1].firstMatch(of: /\bvar \w+: [^=]+$|\bvar \w+ =\s/) != nil
    else { return false }
    files[index].lines[line - 1].replace("var ", with: "let ", maxReplacements: 1)
    return true
  }

  /// The only declaration of a name, where there is exactly one.
  private func declaration(of name: String) -> (file: Int, line: Int)? {
    var found: [(Int, Int)] = []
    for (index, file) in files.enumerated() {
      for (line, text) in file.lines.enumerated() where text.contains(name) {
        let match = text.firstMatch(
          of:
            /^\s*(?:(?:@\w+|public|internal|package|private|fileprivate|final|open|indirect) )*(?:struct|enum|class|actor|protocol|typealias) (\w+)/
        )
        if match?.output.1 == Substring(name) { found.append((index, line)) }
      }
    }
    return found.count == 1 ? found[0] : nil
  }

  private func hasSubclass(_ name: String) -> Bool {
    files.contains { file in
      file.lines.contains { text in
        guard let list = text.firstMatch(of: /\bclass \w+: ([^{]+)/)?.output.1 else { return false }
        return list.matches(of: /\w+/).contains { $0.output == name }
      }
    }
  }

  /// A stored property, or the cases of an enum.
  private func isStored(_ text: String) -> Bool {
    if text.firstMatch(of: /^\s*(?:indirect )?case \w+\(/) != nil { return true }
    guard !text.contains("static "),
      text.firstMatch(of: /^\s*(?:@?\w+(?:\(\w+\))? )*(?:let|var) \w+(?::| =)/) != nil
    else { return false }
    return text.firstMatch(of: /\{\s*$/) == nil && text.firstMatch(of: /: [^=]+\{/) == nil
  }
}

extension SourceFile {
  /// The lines, from 0, directly inside a type's braces: not those inside of its functions.
  func members(of line: Int) -> [Int] {
    guard lines[line].hasSuffix("{") else { return [] }
    let inner = body(of: line)
    let depth = inner.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " || $0 == "\t" }.count }
      .min()
    return inner.indices.filter { index in
      inner[index].prefix { $0 == " " || $0 == "\t" }.count == depth
    }
  }

  /// The lines inside of what begins at a line, up to the brace that closes it.
  func body(of line: Int) -> ArraySlice<String> {
    let indent = lines[line].prefix { $0 == " " || $0 == "\t" }
    guard !lines[line].hasSuffix("}") else { return lines[line...line] }
    let end = lines[(line + 1)...].firstIndex { $0.hasPrefix("\(indent)}") } ?? lines.endIndex
    return lines[min(line + 1, end)..<end]
  }
}
