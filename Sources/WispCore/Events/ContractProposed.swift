package import Workspace

/// The model's manifest has arrived, before the code: what the app will be held to.
package struct ContractProposed: Codable, Sendable, Equatable {
  package var name: String
  package var summary: String
  package var examples: [Row]

  /// One example as a line of a table.
  package struct Row: Codable, Sendable, Equatable {
    package var name: String
    /// Arguments, standard input and files; runs before it first, each with a semicolon behind.
    package var given: String
    /// Output, files and exit code.
    package var expect: String
  }

}

extension ContractProposed {
  /// The contract in the part of a reply that has arrived; nil where it holds no valid manifest.
  package init?(in reply: String, about tree: FileTree) {
    var reader = ReplyReader(tree: tree)
    _ = reader.feed(reply.utf8)
    let edits = reader.finish(.complete).edits
    guard
      let bytes = edits.compactMap({ edit -> [UInt8]? in
        guard case .write(let path, let bytes) = edit, path.description == Contract.manifestPath
        else { return nil }
        return bytes
      }).last, let manifest = try? AppManifest.parse(bytes)
    else { return nil }
    self.init(manifest)
  }

  /// A manifest as a table.
  package init(_ manifest: AppManifest) {
    name = manifest.name
    summary = manifest.summary
    examples = manifest.examples.map {
      Row(name: $0.name, given: Self.given($0), expect: Self.expect($0.expect))
    }
  }

  private static func given(_ example: Example) -> String {
    var parts = run(example.arguments, example.stdin)
    parts += example.files.sorted { $0.key < $1.key }.map { "\($0.key): \(short($0.value))" }
    let first = example.before.map { first in
      let parts = run(first.arguments, first.stdin)
      return (parts.isEmpty ? "(nothing)" : parts.joined(separator: " ")) + "; "
    }
    return first.joined() + (parts.isEmpty ? "(nothing)" : parts.joined(separator: " "))
  }

  private static func run(_ arguments: [String], _ stdin: String) -> [String] {
    arguments.map { $0.contains(" ") || $0.isEmpty ? "'\($0)'" : $0 }
      + (stdin.isEmpty ? [] : ["< \(short(stdin))"])
  }

  private static func expect(_ expected: Example.Expectation) -> String {
    var parts: [String] = []
    if let exit = expected.exit, exit != 0 { parts.append("exit \(exit)") }
    if let text = expected.stdout { parts.append(shown(text)) }
    if let text = expected.stderr { parts.append("error \(shown(text))") }
    for (path, text) in (expected.files ?? [:]).sorted(by: { $0.key < $1.key }) {
      parts.append("\(path): \(shown(text))")
    }
    return parts.isEmpty ? "exit 0" : parts.joined(separator: "; ")
  }

  private static func shown(_ text: TextExpectation) -> String {
    if let equals = text.equals { return short(equals) }
    if let lines = text.lines { return short(lines.joined(separator: "\n")) }
    if let pattern = text.matches { return "/\(short(pattern))/" }
    let pieces = (text.contains ?? []).map { "… \(short($0)) …" }
    return (pieces + (text.lacks ?? []).map { "without \(short($0))" }).joined(separator: " ")
  }

  /// At most 60 characters, line ends as ⏎.
  private static func short(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: "⏎")
    return line.count > 60 ? line.prefix(59) + "…" : line
  }
}
