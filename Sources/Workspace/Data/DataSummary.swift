/// What is told to a model about a file or a stream: never the whole of it.
package struct DataSummary: Codable, Sendable, Equatable {
  package var name: String
  /// All of its bytes; nil where nobody knows, as for a pipe.
  package var bytes: Int?
  package var kind: DataKind
  /// Rows or lines in all, estimated from the beginning where that is not all; nil for other kinds.
  package var rows: Int?
  package var columns: [ColumnSummary]
  /// The first lines, secrets masked; empty for what is no text.
  package var sample: String
  /// The kinds of secrets that were masked.
  package var secrets: [String]
  package var isRedacted: Bool
  /// What else is known of it, one line each: the tables of a database, the kinds of a log's lines.
  package var notes: [String] = []

  /// Bytes of a beginning that are enough to summarise it.
  package static let headBytes = 64 << 10
  private static let sampleBytes = 2_000
  private static let sampleLines = 20

  /// Summarises a beginning.
  ///
  /// - Parameters:
  ///   - name: The file's name, without its folders.
  ///   - head: Its first bytes, `headBytes` of them where it has as many.
  ///   - bytes: The bytes of the whole; nil where nobody knows.
  ///   - isWhole: Whether `head` is all of it.
  ///   - redacts: Whether values are made unreadable.
  package init(name: String, head: [UInt8], bytes: Int?, isWhole: Bool, redacts: Bool = false) {
    self.name = name
    self.bytes = bytes
    kind = DataKind(head: head, isWhole: isWhole)
    isRedacted = redacts
    columns = []
    sample = ""
    secrets = []
    guard let whole = DataKind.text(head, isWhole: isWhole), kind != .empty else { return }
    let (text, kinds) = SecretForms.masked(whole)
    secrets = kinds
    let lines = SampleLines.complete(in: text, isWhole: isWhole)
    if kind != .json {
      rows = Self.rows(lines: lines.count, head: head.count, bytes: bytes, isWhole: isWhole)
    }
    columns = Self.columns(of: kind, text: text, lines: lines)
    if case .table(let dialect) = kind, dialect.hasHeader { rows = rows.map { max(0, $0 - 1) } }
    sample = Self.sample(of: text)
    if case .log = kind { notes = LineShapes.counted(in: lines, redacts: redacts) }
    if redacts {
      sample = Redaction.redacted(sample, kind: kind)
      for index in columns.indices {
        columns[index].values = columns[index].values.map(Redaction.redacted)
        columns[index].range = columns[index].range.map(Redaction.redacted)
      }
    }
  }

  private static func columns(
    of kind: DataKind, text: String, lines: [Substring]
  ) -> [ColumnSummary] {
    switch kind {
    case .table(let dialect):
      let rows = lines.prefix(500).map(dialect.fields)
      let names =
        dialect.hasHeader ? rows.first ?? [] : (1...dialect.columns).map { "column \($0)" }
      let body = rows.dropFirst(dialect.hasHeader ? 1 : 0)
      return names.indices.map { column in
        ColumnSummary(
          name: names[column], values: body.compactMap { column < $0.count ? $0[column] : nil })
      }
    case .json:
      return (JSONShape(beginning: text)?.columns ?? []).map(ColumnSummary.init)
    case .jsonLines: return (JSONShape(lines: lines)?.columns ?? []).map(ColumnSummary.init)
    default: return []
    }
  }

  private static func rows(lines: Int, head: Int, bytes: Int?, isWhole: Bool) -> Int? {
    if isWhole { return lines }
    guard let bytes, head > 0 else { return nil }
    return lines * bytes / head
  }

  private static func sample(of text: String) -> String {
    var sample = ""
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .prefix(sampleLines)
    {
      guard sample.utf8.count + line.utf8.count < sampleBytes else {
        if sample.isEmpty { sample = String(line.prefix(sampleBytes / 2)) + "…" }
        break
      }
      sample += (sample.isEmpty ? "" : "\n") + line
    }
    return sample
  }
}
