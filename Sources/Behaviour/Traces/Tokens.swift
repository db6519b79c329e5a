/// The parts of a text that comparisons look at.
enum Tokens {
  /// A text cut into runs of letters and digits, and single other characters; joined they are the text again.
  static func all(in text: some StringProtocol) -> [Substring] {
    var tokens: [Substring] = []
    var rest = Substring(text)
    while let first = rest.first {
      let token = isPartOfWord(first) ? rest.prefix(while: isPartOfWord) : rest.prefix(1)
      tokens.append(token)
      rest = rest.dropFirst(token.count)
    }
    return tokens
  }

  /// Words of two letters or more, in lower case.
  static func words(in text: some StringProtocol) -> [String] {
    text.split { !$0.isLetter }.filter { $0.count > 1 }.map { $0.lowercased() }
  }

  /// Numbers in one form: without a plus sign, leading zeros, or zeros at the end of a fraction.
  ///
  /// A minus sign counts if no letter or digit is before it, so that a date has no negative numbers.
  static func numbers(in text: some StringProtocol) -> [String] {
    let bytes = Array(text.utf8)
    var numbers: [String] = []
    var at = 0
    while at < bytes.count {
      guard isDigit(bytes[at]) else {
        at += 1
        continue
      }
      let start = at
      while at < bytes.count, isDigit(bytes[at]) { at += 1 }
      let whole = bytes[start..<at]
      var fraction: ArraySlice<UInt8> = []
      if at + 1 < bytes.count, bytes[at] == UInt8(ascii: "."), isDigit(bytes[at + 1]) {
        let point = at + 1
        at = point
        while at < bytes.count, isDigit(bytes[at]) { at += 1 }
        fraction = bytes[point..<at]
      }
      let isNegative =
        start > 0 && bytes[start - 1] == UInt8(ascii: "-")
        && (start == 1 || !isWordByte(bytes[start - 2]))
      numbers.append(number(whole, fraction, isNegative: isNegative))
    }
    return numbers
  }

  private static func number(
    _ whole: ArraySlice<UInt8>, _ fraction: ArraySlice<UInt8>, isNegative: Bool
  ) -> String {
    let zero = UInt8(ascii: "0")
    var fraction = fraction
    while fraction.last == zero { fraction.removeLast() }
    let digits = whole.drop { $0 == zero }
    let text = digits.isEmpty ? "0" : String(decoding: digits, as: UTF8.self)
    let value = fraction.isEmpty ? text : "\(text).\(String(decoding: fraction, as: UTF8.self))"
    return isNegative && value != "0" ? "-\(value)" : value
  }

  private static func isPartOfWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
  }
}
