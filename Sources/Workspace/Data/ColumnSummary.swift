/// The type of a column's values.
package enum ColumnType: String, Codable, Sendable, Comparable {
  case integer
  case decimal
  case date
  case text
  /// True or false, in JSON only.
  case boolean

  /// The narrowest type of one value; nil for an empty one.
  init?(of value: String) {
    let text = value.drop(while: \.isWhitespace)
    guard !text.isEmpty else { return nil }
    if Int(text) != nil {
      self = .integer
    } else if text.first?.isLetter != true, Double(text) != nil {
      self = .decimal
    } else if text.prefixMatch(of: /\d{4}-\d{2}-\d{2}|\d{1,2}[.\/]\d{1,2}[.\/]\d{2,4}/) != nil {
      self = .date
    } else {
      self = .text
    }
  }

  /// The type that both fit in.
  func joined(with other: ColumnType) -> ColumnType {
    if self == other { return self }
    return Set([self, other]) == [.integer, .decimal] ? .decimal : .text
  }

  static func joined(_ a: ColumnType?, _ b: ColumnType?) -> ColumnType? {
    guard let a, let b else { return a ?? b }
    return a.joined(with: b)
  }

  package static func < (a: ColumnType, b: ColumnType) -> Bool { a.rawValue < b.rawValue }
}

/// What the values of one column, or under one key, are like in a sample.
package struct ColumnSummary: Codable, Sendable, Equatable {
  package var name: String
  package var type: ColumnType
  /// The smallest and the largest number, or the first and the last date as text; nil for text.
  package var range: [String]
  /// The first different values, for text.
  package var values: [String]
  /// Whether some are missing.
  package var hasGaps: Bool

  private static let valueLimit = 4

  /// The values of a table's column.
  init(name: String, values: [String]) {
    self.init(
      name: name, values: values,
      type: values.reduce(nil) { .joined($0, ColumnType(of: $1)) })
  }

  init(_ column: JSONShape.Column) {
    self.init(name: column.name, values: column.values, type: column.type)
  }

  private init(name: String, values all: [String], type: ColumnType?) {
    self.name = name
    let present = all.filter { !$0.allSatisfy(\.isWhitespace) }
    hasGaps = present.count < all.count
    self.type = type ?? .text
    values = []
    range = []
    switch self.type {
    case .integer, .decimal:
      let numbers = present.compactMap { text in Double(text).map { (text, $0) } }
      if let low = numbers.min(by: { $0.1 < $1.1 }), let high = numbers.max(by: { $0.1 < $1.1 }) {
        range = [low.0, high.0]
      }
    case .date:
      if let low = present.min(), let high = present.max() { range = [low, high] }
    case .boolean: break
    case .text:
      for value in present where !values.contains(value) && values.count < Self.valueLimit {
        values.append(value)
      }
    }
  }

  /// One line: `amount: integer, 1 to 900`.
  package var text: String {
    var parts = [type.rawValue]
    if range.count == 2 { parts.append("\(range[0]) to \(range[1])") }
    if !values.isEmpty {
      parts.append("for example " + values.map { "\"\(Self.short($0))\"" }.joined(separator: ", "))
    }
    if hasGaps { parts.append("some empty") }
    return "\(Self.short(name)): \(parts.joined(separator: ", "))"
  }

  private static func short(_ text: String) -> String {
    let line = String(text.map { $0.isNewline ? " " : $0 })
    return line.count > 40 ? line.prefix(39) + "…" : line
  }
}
