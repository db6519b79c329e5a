extension DataSummary {
  /// What it is, in one line.
  package var headline: String {
    var parts: [String] = []
    if let bytes { parts.append("\(bytes) bytes") }
    parts.append(kindText)
    if let rows { parts.append(rowsText(rows)) }
    if isRedacted { parts.append("values redacted") }
    return parts.joined(separator: ", ")
  }

  /// Two digits of what is only estimated.
  private func rowsText(_ rows: Int) -> String {
    let what = kind.hasRows ? "rows" : "lines"
    guard let bytes, bytes > Self.headBytes else { return "\(rows) \(what)" }
    var unit = 1
    while rows / unit >= 100 { unit *= 10 }
    return "about \((rows + unit / 2) / unit * unit) \(what)"
  }

  private var kindText: String {
    switch kind {
    case .empty: "empty"
    case .table(let dialect):
      (Self.separators[dialect.separator] ?? "a table")
        + (dialect.hasHeader ? " with a header line" : " without a header line")
    case .json: "JSON"
    case .jsonLines: "JSON, one value a line"
    case .log(let format): format.text
    case .image(let format, let width?, let height?): "a \(format) picture, \(width)×\(height)"
    case .image(let format, _, _): "a \(format) picture"
    case .sqlite: "a SQLite database"
    case .text: "text"
    case .binary: "binary data"
    }
  }

  private static let separators = [
    ",": "CSV", ";": "CSV with semicolons", "\t": "a table with tabs", "|": "a table with bars",
  ]

  /// What it has in common with other inputs that one tool can read.
  package var shape: InputShape { InputShape(self) }
}

extension DataKind {
  fileprivate var hasRows: Bool {
    if case .table = self { true } else { false }
  }
}
