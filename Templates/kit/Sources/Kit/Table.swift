/// Rows under named columns, read from CSV.
public struct Table: Sendable, Equatable {
  public var columns: [String]
  public var rows: [[String]]

  public init(columns: [String], rows: [[String]]) {
    self.columns = columns
    self.rows = rows
  }

  /// Reads CSV with a header line: `,`, `;`, tab or `|`, whichever the header has most of.
  ///
  /// Quoted fields may hold separators, line ends and doubled quotes; short rows are filled up.
  public init(csv text: String) throws(InputError) {
    let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    var records = try Self.records(text, separator: Self.separator(of: text))
    guard let header = records.first else { throw InputError("the input is empty") }
    records.removeFirst()
    columns = header.enumerated().map { $1.isEmpty ? "column \($0 + 1)" : $1 }
    rows = []
    for (index, record) in records.enumerated() {
      guard record.count <= header.count else {
        throw InputError(
          "row \(index + 2) has \(record.count) fields, the header has \(header.count)")
      }
      rows.append(record + Array(repeating: "", count: header.count - record.count))
    }
  }

  /// The position of a column, whatever its case; the error names those that are there.
  public func index(of name: String) throws(InputError) -> Int {
    guard
      let index = columns.firstIndex(of: name)
        ?? columns.firstIndex(where: { $0.lowercased() == name.lowercased() })
    else {
      throw InputError(
        "there is no column '\(name)'; the columns are \(columns.joined(separator: ", "))")
    }
    return index
  }

  /// The values of a column.
  public func values(_ name: String) throws(InputError) -> [String] {
    let index = try index(of: name)
    return rows.map { $0[index] }
  }

  /// The values of a column as numbers, nil where a field is none.
  public func numbers(_ name: String) throws(InputError) -> [Double?] {
    try values(name).map(number)
  }

  /// The columns where every field that is not empty is a number, and there is one.
  public var numericColumns: [String] {
    columns.indices.filter { index in
      let fields = rows.map { $0[index] }.filter { !$0.isEmpty }
      return !fields.isEmpty && fields.allSatisfy { number($0) != nil }
    }.map { columns[$0] }
  }

  private static func separator(of text: String) -> Character {
    let header = text.prefix { !$0.isNewline }
    return [",", ";", "\t", "|"].max { a, b in
      header.count { $0 == a } < header.count { $0 == b }
    } ?? ","
  }

  private static func records(
    _ text: String, separator: Character
  ) throws(InputError) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field = ""
    var isQuoted = false
    var line = 1
    func isBlank() -> Bool { record.isEmpty && field.isEmpty }
    var rest = text[...]
    while let character = rest.popFirst() {
      if character.isNewline { line += 1 }
      if isQuoted {
        if character != "\"" {
          field.append(character)
        } else if rest.first == "\"" {
          field.append("\"")
          rest.removeFirst()
        } else {
          isQuoted = false
        }
      } else if character == "\"", field.isEmpty {
        isQuoted = true
      } else if character == separator {
        record.append(field)
        field = ""
      } else if character.isNewline {
        if !isBlank() { records.append(record + [field]) }
        record = []
        field = ""
      } else {
        field.append(character)
      }
    }
    guard !isQuoted else { throw InputError("a quote is not closed (line \(line))") }
    if !isBlank() { records.append(record + [field]) }
    return records
  }
}

/// A field as a number: `1,234.5`, `-3`, `12 %`, `€ 5`; nil for anything else.
public func number(_ text: String) -> Double? {
  let digits = text.filter { !" ,_%€$£'\u{A0}".contains($0) }
  guard let first = digits.first, first.isNumber || "-+.".contains(first) else { return nil }
  guard let value = Double(digits), value.isFinite else { return nil }
  return value
}

/// A number for people: `1,234.5`, at most `decimals` places, no final zeros.
public func format(_ value: Double, decimals: Int = 2) -> String {
  guard value.isFinite else { return "–" }
  var scale = 1.0
  for _ in 0..<max(0, decimals) { scale *= 10 }
  let rounded = (abs(value) * scale).rounded()
  guard rounded < 9e15 else { return "\(value)" }
  let whole = Int(rounded / scale)
  var fraction = String(Int(rounded) - whole * Int(scale))
  fraction = String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
  while fraction.hasSuffix("0") { fraction.removeLast() }
  var digits = String(whole)
  var groups: [String] = []
  while digits.count > 3 {
    groups.insert(String(digits.suffix(3)), at: 0)
    digits.removeLast(3)
  }
  let sign = value < 0 && rounded > 0 ? "-" : ""
  let text = sign + ([digits] + groups).joined(separator: ",")
  return fraction.isEmpty || decimals <= 0 ? text : text + "." + fraction
}
