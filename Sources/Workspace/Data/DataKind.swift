/// What a file or a stream seems to hold, told from its beginning.
package enum DataKind: Codable, Sendable, Equatable {
  case empty
  /// Columns with a separator between them.
  case table(TableDialect)
  /// One JSON value.
  case json
  /// One JSON value a line.
  case jsonLines
  case log(LogFormat)
  /// A picture; width and height in pixels where its head tells them.
  case image(format: String, width: Int?, height: Int?)
  case sqlite
  /// Anything else that is valid UTF-8 without control characters.
  case text
  case binary

  /// Detects the kind.
  ///
  /// - Parameters:
  ///   - head: The first bytes, some thousand or more where there are.
  ///   - isWhole: Whether they are all there is.
  package init(head: [UInt8], isWhole: Bool) {
    guard !head.isEmpty else {
      self = .empty
      return
    }
    if head.starts(with: "SQLite format 3\0".utf8) {
      self = .sqlite
    } else if let image = ImageHead(head) {
      self = .image(format: image.format, width: image.width, height: image.height)
    } else if let text = Self.text(head, isWhole: isWhole) {
      self = Self.kind(of: text, isWhole: isWhole)
    } else {
      self = .binary
    }
  }

  private static func kind(of text: String, isWhole: Bool) -> DataKind {
    let lines = SampleLines.complete(in: text, isWhole: isWhole)
    if let shape = JSONShape(lines: lines), shape.values > 1 { return .jsonLines }
    if JSONShape(beginning: text) != nil { return .json }
    if let format = LogFormat(lines: lines) { return .log(format) }
    if let dialect = TableDialect(lines: lines) { return .table(dialect) }
    return .text
  }

  /// The bytes as text; nil where they are something else.
  ///
  /// A character cut at the end is left out.
  package static func text(_ head: [UInt8], isWhole: Bool) -> String? {
    var head = head[...]
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head = head.dropFirst(3) }
    var text = String(validating: head, as: UTF8.self)
    for _ in 0..<3 where text == nil && !isWhole && !head.isEmpty {
      head = head.dropLast()
      text = String(validating: head, as: UTF8.self)
    }
    let control: (UInt8) -> Bool = {
      $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D && $0 != 0x1B
    }
    guard let text, !head.contains(where: control) else { return nil }
    return text
  }
}

/// The lines of a sample that are certain to be whole.
enum SampleLines {
  static func complete(in text: String, isWhole: Bool) -> [Substring] {
    var lines = text.split(whereSeparator: \.isNewline)
    if !isWhole, lines.count > 1, text.last?.isNewline != true { lines.removeLast() }
    return lines
  }
}
