/// What inputs that one tool can read have in common: kind, dialect, names of columns.
package struct InputShape: Codable, Sendable, Equatable, CustomStringConvertible {
  /// The kind with its dialect, without the names: `table,true`, `jsonl`, `log web`.
  package var kind: String
  /// The names of columns or keys, in lower case, in order.
  package var names: [String]

  /// Bytes of a beginning that tell a shape; more of them would change it and cost time.
  package static let headBytes = 8 << 10

  /// The shape of what begins with `head`.
  ///
  /// - Parameters:
  ///   - head: The first bytes; no more than `headBytes` of them count.
  ///   - isWhole: Whether `head` is all of it.
  package init(head: [UInt8], isWhole: Bool) {
    let start = Array(head.prefix(Self.headBytes))
    self =
      DataSummary(name: "", head: start, bytes: nil, isWhole: isWhole && start.count == head.count)
      .shape
  }

  init(_ summary: DataSummary) {
    names = summary.columns.map { $0.name.lowercased() }
    kind =
      switch summary.kind {
      case .empty: "empty"
      case .table(let dialect): "table\(dialect.separator)\(dialect.hasHeader)"
      case .json: "json"
      case .jsonLines: "jsonl"
      case .log(let format): "log \(format.rawValue)"
      case .image(let format, _, _): "image \(format)"
      case .sqlite: "sqlite"
      case .text: "text"
      case .binary: "binary"
      }
  }

  /// Whether nothing came in.
  package var isEmpty: Bool { kind == "empty" }

  /// Whether a tool made for this shape can read `input`.
  ///
  /// Nothing is read by every tool. JSON leaves out keys without a value, so either may have more of
  /// them; in a table the columns and their order count.
  package func accepts(_ input: InputShape) -> Bool {
    if input.isEmpty { return true }
    guard kind == input.kind else { return false }
    guard kind.hasPrefix("json") else { return names == input.names }
    let (own, others) = (Set(names), Set(input.names))
    return own.isSubset(of: others) || others.isSubset(of: own)
  }

  package var description: String {
    names.isEmpty && !kind.hasPrefix("table") && !kind.hasPrefix("json")
      ? kind : "\(kind)[\(names.joined(separator: ","))]"
  }
}
