/// Reads JSON values (RFC 8259), one after the other.
struct JSONReader {
  private let bytes: [UInt8]
  private var place = 0
  private var depth = 0

  /// Deeper values are refused, so that no input can exhaust the stack.
  private static let deepest = 500

  init(_ text: String) {
    bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  /// The next value, nil at the end of the text.
  mutating func next() throws(InputError) -> JSONValue? {
    skipBlanks()
    return place < bytes.count ? try value() : nil
  }

  private var current: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipBlanks() {
    while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
  }

  private mutating func value() throws(InputError) -> JSONValue {
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): return .object(try members())
    case UInt8(ascii: "["): return .array(try elements())
    case UInt8(ascii: "\""): return .string(try string())
    case nil: throw failure("the text ends where a value was expected")
    default: return .plain(try plain())
    }
  }

  private mutating func enter() throws(InputError) {
    depth += 1
    if depth > Self.deepest { throw failure("more than \(Self.deepest) values inside each other") }
    place += 1
  }

  private mutating func elements() throws(InputError) -> [JSONValue] {
    try enter()
    var values: [JSONValue] = []
    skipBlanks()
    if take("]") { return values }
    repeat {
      values.append(try value())
      skipBlanks()
    } while take(",")
    guard take("]") else { throw failure("expected ',' or ']'") }
    return values
  }

  private mutating func members() throws(InputError) -> [JSONValue.Member] {
    try enter()
    var members: [JSONValue.Member] = []
    skipBlanks()
    if take("}") { return members }
    repeat {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw failure("expected a key in quotes") }
      let key = try string()
      skipBlanks()
      guard take(":", leaves: false) else { throw failure("expected ':' after a key") }
      members.append(JSONValue.Member(key: key, value: try value()))
      skipBlanks()
    } while take(",", leaves: false)
    guard take("}") else { throw failure("expected ',' or '}'") }
    return members
  }

  /// Steps over a mark if it is next; a closing one also leaves its value.
  private mutating func take(_ mark: Unicode.Scalar, leaves: Bool = true) -> Bool {
    guard current == UInt8(ascii: mark) else { return false }
    place += 1
    if leaves, mark == "]" || mark == "}" { depth -= 1 }
    return true
  }

  private mutating func string() throws(InputError) -> String {
    let start = place
    place += 1
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        place += 1
        return String(decoding: bytes[start..<place], as: UTF8.self)
      case UInt8(ascii: "\\"):
        place += 1
        try escape()
      case 0..<0x20:
        throw failure("a control character inside a string")
      default:
        place += 1
      }
    }
    throw failure("a string does not end")
  }

  private mutating func escape() throws(InputError) {
    guard let byte = current else { throw failure("a string does not end") }
    if byte == UInt8(ascii: "u") {
      let code = bytes[(place + 1)...].prefix(4)
      guard code.count == 4, code.allSatisfy(isHexadecimal) else {
        throw failure("expected four hexadecimal digits after \\u")
      }
      place += 5
    } else if Array("\"\\/bfnrt".utf8).contains(byte) {
      place += 1
    } else {
      throw failure("an unknown escape in a string")
    }
  }

  private mutating func plain() throws(InputError) -> String {
    let start = place
    while let byte = current, isWord(byte) { place += 1 }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    if ["true", "false", "null"].contains(text) || isNumber(text) { return text }
    place = start
    throw failure("expected a value")
  }

  private func failure(_ problem: String) -> InputError {
    let before = bytes[..<min(place, bytes.count)]
    let line = before.count { byte in byte == 0x0A } + 1
    let begin = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = String(decoding: before[begin...], as: UTF8.self).count + 1
    return InputError("line \(line), column \(column): \(problem)")
  }
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
  Character(Unicode.Scalar(byte)).isHexDigit
}

private func isWord(_ byte: UInt8) -> Bool {
  let scalar = Unicode.Scalar(byte)
  return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    || ("0"..."9").contains(scalar) || "+-.".unicodeScalars.contains(scalar)
}

/// `-`? digits without leading zeros, then a fraction, then an exponent, each of these optional.
private func isNumber(_ text: String) -> Bool {
  var rest = text.utf8[...]
  func digits() -> Int {
    let found = rest.prefix { byte in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    rest = rest.dropFirst(found.count)
    return found.count
  }
  if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
  let isZero = rest.first == UInt8(ascii: "0")
  let whole = digits()
  guard whole > 0, !isZero || whole == 1 else { return false }
  if rest.first == UInt8(ascii: ".") {
    rest = rest.dropFirst()
    guard digits() > 0 else { return false }
  }
  if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
      rest = rest.dropFirst()
    }
    guard digits() > 0 else { return false }
  }
  return rest.isEmpty
}
