/// Why a text is not JSON, and where.
package struct JSONSyntaxError: Error, Equatable {
  package var line: Int
  package var column: Int
  package var reason: String
}

/// Parses JSON (RFC 8259) from UTF-8 bytes; strict, with a limit on depth.
package struct JSONParser {
  private let bytes: ArraySlice<UInt8>
  /// Where parsing stands; after `value()` just behind the value.
  private(set) var position: Int
  private var depth = 0

  /// How many bytes were read.
  package var consumed: Int { position - bytes.startIndex }

  package init(_ bytes: some Sequence<UInt8>) {
    self.bytes = ArraySlice(bytes)
    position = self.bytes.startIndex
  }

  /// The one value that makes up the whole text.
  package static func parse(_ bytes: some Sequence<UInt8>) throws(JSONSyntaxError) -> JSONValue {
    var parser = JSONParser(bytes)
    if parser.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.position += 3 }
    let value = try parser.value()
    parser.skipBlanks()
    guard parser.position == parser.bytes.endIndex else {
      throw parser.error("more text follows after the end of the value")
    }
    return value
  }

  /// The next value.
  package mutating func value() throws(JSONSyntaxError) -> JSONValue {
    skipBlanks()
    depth += 1
    defer { depth -= 1 }
    guard depth < 64 else { throw error("values are nested too deep") }
    switch peek {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw error("the text ends where a value is expected")
    default: return try number()
    }
  }

  private var peek: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func word(
    _ text: String, _ value: JSONValue
  ) throws(JSONSyntaxError) -> JSONValue {
    guard bytes[position...].starts(with: text.utf8) else { throw error("this is not a value") }
    position += text.utf8.count
    return value
  }

  private mutating func object() throws(JSONSyntaxError) -> JSONValue {
    position += 1
    var members: [JSONValue.Member] = []
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipBlanks()
      guard peek == UInt8(ascii: "\"") else { throw error("a key in double quotes is expected") }
      let key = try string()
      guard take(UInt8(ascii: ":")) else { throw error("a ':' is expected after the key '\(key)'") }
      members.append(.init(key, try value()))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw error("a ',' or '}' is expected") }
    return .object(members)
  }

  private mutating func array() throws(JSONSyntaxError) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat { elements.append(try value()) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw error("a ',' or ']' is expected") }
    return .array(elements)
  }

  private mutating func number() throws(JSONSyntaxError) -> JSONValue {
    let start = position
    while let byte = peek, "+-.0123456789eE".utf8.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let digits = text.drop { $0 == "-" }
    let leadingZero =
      digits.utf8.starts(with: "0".utf8) && digits.dropFirst().first?.isNumber == true
    guard Double(text) != nil, digits.first?.isNumber == true, !leadingZero else {
      position = start
      throw error("this is not a value")
    }
    return .number(text)
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        position += 1
        text += try escape()
      case 0..<0x20: throw error("a control character in a string must be escaped")
      default:
        text.append(byte)
        position += 1
      }
    }
    throw error("a string is not closed")
  }

  private mutating func escape() throws(JSONSyntaxError) -> [UInt8] {
    guard let byte = peek else { throw error("a string is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "u"): return try unicode()
    default: throw error("'\\' is followed by a character that it cannot escape")
    }
  }

  private mutating func unicode() throws(JSONSyntaxError) -> [UInt8] {
    var units = [try hexadecimal()]
    if UTF16.isLeadSurrogate(units[0]), bytes[position...].starts(with: "\\u".utf8) {
      position += 2
      units.append(try hexadecimal())
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt16 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw error("'\\u' needs four hexadecimal digits") }
    position += 4
    return unit
  }

  private func error(_ reason: String) -> JSONSyntaxError {
    let before = bytes[..<position]
    let line = 1 + before.count { $0 == 0x0A }
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? bytes.startIndex
    return JSONSyntaxError(line: line, column: position - start + 1, reason: reason)
  }
}
