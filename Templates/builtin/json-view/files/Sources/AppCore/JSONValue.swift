/// A JSON value that keeps the order of its keys and the spelling of its numbers and strings.
enum JSONValue: Sendable, Equatable {
  /// `true`, `false`, `null` or a number, as written.
  case plain(String)
  /// A string as written, with its quotes and escapes.
  case string(String)
  case array([JSONValue])
  case object([Member])

  struct Member: Sendable, Equatable {
    /// As written, with quotes.
    var key: String
    var value: JSONValue
  }

  /// The value as indented lines.
  func lines(indent: Int) -> [String] {
    switch self {
    case .plain(let text), .string(let text):
      return [text]
    case .array(let values):
      return Self.block("[", values.map { value in value.lines(indent: indent) }, "]", indent)
    case .object(let members):
      let blocks = members.map { member in
        var lines = member.value.lines(indent: indent)
        lines[0] = "\(member.key): \(lines[0])"
        return lines
      }
      return Self.block("{", blocks, "}", indent)
    }
  }

  private static func block(
    _ open: String, _ blocks: [[String]], _ close: String, _ indent: Int
  ) -> [String] {
    guard !blocks.isEmpty else { return [open + close] }
    let margin = String(repeating: " ", count: indent)
    var lines = [open]
    for (place, block) in blocks.enumerated() {
      lines += block.map { line in margin + line }
      if place < blocks.count - 1 { lines[lines.count - 1] += "," }
    }
    return lines + [close]
  }
}

/// The text of a JSON string, its quotes removed and its escapes resolved.
func unescaped(_ literal: String) -> String {
  var units: [UInt16] = []
  var rest = literal.utf16.dropFirst().dropLast()[...]
  let plain: [UInt16: UInt16] = [0x6E: 0x0A, 0x74: 0x09, 0x72: 0x0D, 0x62: 0x08, 0x66: 0x0C]
  while let unit = rest.popFirst() {
    guard unit == 0x5C, let next = rest.popFirst() else {
      units.append(unit)
      continue
    }
    if next == 0x75, let code = UInt16(String(decoding: rest.prefix(4), as: UTF16.self), radix: 16)
    {
      units.append(code)
      rest = rest.dropFirst(4)
    } else {
      units.append(plain[next] ?? next)
    }
  }
  return String(decoding: units, as: UTF16.self)
}
