/// Puts a JSON object together that a server writes between the events of a stream.
///
/// Gemini reports errors in mid-stream as indented JSON, line by line, without any `data:`. By the
/// rules of event streams these lines are unknown fields; here they are collected until the braces
/// balance, those within strings left out.
struct StrayObject {
  private var text: [UInt8] = []
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  /// Bytes of the object that was begun.
  var pending: Int { text.count }

  /// Whether a line belongs to an object that was begun, or begins one.
  func wants(_ line: some Collection<UInt8>) -> Bool {
    if depth > 0 { return !line.starts(with: "data:".utf8) && !line.starts(with: "event:".utf8) }
    return line.first == UInt8(ascii: "{") || line.first == UInt8(ascii: "[")
  }

  /// Takes one line; returns the object that it completes.
  mutating func take(_ line: some Collection<UInt8>) -> String? {
    text.append(contentsOf: line)
    text.append(.lineFeed)
    for byte in line { count(byte) }
    guard depth == 0 else { return nil }
    defer { self = StrayObject() }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func count(_ byte: UInt8) {
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
      }
      return
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth = max(0, depth - 1)
    default: break
    }
  }
}
