/// What is no code, or may be none: strings and comments.
extension NestingScan {
  mutating func string(hashes: Int) throws(NestedTooDeeply) {
    words = 0
    level.angles = 0
    place += hashes
    var string = QuotedString(quote: byte(), hashes: hashes)
    place += 1
    if string.quote == UInt8(ascii: "\""), byte() == string.quote, byte(1) == string.quote {
      // With `#`, `#"""#` is a string of one line.
      if hashes == 0 || !isEnd(of: string, at: 1) {
        place += 2
        string.isMultiline = true
      }
    }
    try content(of: string)
  }

  /// Whether `string` ends `offset` after the place.
  private func isEnd(of string: QuotedString, at offset: Int = 0) -> Bool {
    let quotes = string.isMultiline ? 3 : 1
    for number in 0..<quotes where byte(offset + number) != string.quote { return false }
    for number in 0..<string.hashes where byte(offset + quotes + number) != UInt8(ascii: "#") {
      return false
    }
    return true
  }

  /// Goes through a string to its end, or into an interpolation of it.
  mutating func content(of string: QuotedString) throws(NestedTooDeeply) {
    isAfterOperand = true
    var hidden = Hidden(isUncertain: hasSlash || levels.contains { $0.string != nil })
    while place < bytes.count {
      let byte = byte()
      if isEnd(of: string) {
        place += (string.isMultiline ? 3 : 1) + string.hashes
        break
      }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        guard string.isMultiline else { break }
        if byte == UInt8(ascii: "\n") { line += 1 }
      } else if byte == UInt8(ascii: "\\"), string.quote != UInt8(ascii: "`"), isEscape(in: string)
      {
        place += 1 + string.hashes
        if self.byte() == UInt8(ascii: "(") {
          uncertain += hidden.open
          return try open(UInt8(ascii: "("), interpolating: string)
        }
        if self.byte() == UInt8(ascii: "\n") || self.byte() == UInt8(ascii: "\r") { continue }
      } else {
        try add(byte, to: &hidden)
      }
      place += 1
    }
    uncertain += hidden.open
  }

  private func isEscape(in string: QuotedString) -> Bool {
    for number in 0..<string.hashes where byte(1 + number) != UInt8(ascii: "#") { return false }
    return true
  }

  mutating func skipLine() throws(NestedTooDeeply) {
    var hidden = Hidden(isUncertain: hasSlash)
    while place < bytes.count, byte() != UInt8(ascii: "\n"), byte() != UInt8(ascii: "\r") {
      try add(byte(), to: &hidden)
      place += 1
    }
    uncertain += hidden.open
  }

  mutating func skipComment() throws(NestedTooDeeply) {
    var hidden = Hidden(isUncertain: hasSlash)
    var depth = 0
    repeat {
      if at("/*") {
        depth += 1
        place += 2
      } else if at("*/") {
        depth -= 1
        place += 2
      } else {
        if byte() == UInt8(ascii: "\n") { line += 1 }
        try add(byte(), to: &hidden)
        place += 1
      }
    } while depth > 0 && place < bytes.count
    uncertain += hidden.open
  }

  /// What may be code although it looks like a string or a comment.
  private struct Hidden {
    var isUncertain: Bool
    var length = 0
    var open = 0
  }

  private mutating func add(_ byte: UInt8, to hidden: inout Hidden) throws(NestedTooDeeply) {
    guard hidden.isUncertain else { return }
    hidden.length += 1
    try check(
      hidden.length, NestingLimit.uncertainBytes, "bytes in a string or a comment that may be code")
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      if byte == UInt8(ascii: "[") { try addArrayWork(hidden.open) }
      hidden.open += 1
      try checkBrackets(hidden: hidden.open)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      hidden.open = max(0, hidden.open - 1)
    default: break
    }
  }
}
