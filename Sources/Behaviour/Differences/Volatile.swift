/// Texts that name a moment or a thing and differ from run to run: identifiers (UUID), dates, times of day.
enum Volatile {
  /// The text with `▒` in place of each identifier, date and time.
  static func hidden(in text: String) -> String {
    var result = ""
    var rest = text[...]
    var isInWord = false
    while let first = rest.first {
      if !isInWord, let length = length(at: rest.utf8) {
        result += "▒"
        rest = rest[rest.utf8.index(rest.startIndex, offsetBy: length)...]
        isInWord = false
      } else {
        result.append(first)
        isInWord = first.isLetter || first.isNumber
        rest.removeFirst()
      }
    }
    return result
  }

  /// Whether the text holds one.
  static func isPart(of text: String) -> Bool { hidden(in: text) != text }

  /// Bytes of the form that the text begins with; nil if it begins with none.
  private static func length(at bytes: Substring.UTF8View) -> Int? {
    let head = Array(bytes.prefix(48))
    return forms.compactMap { match($0, head) }.max()
  }

  /// `h` is a hexadecimal digit, `d` a decimal one, `t` stands for `T` or a blank; anything else for itself.
  private static let forms = [
    "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh",
    "dddd-dd-ddtdd:dd:dd", "dddd-dd-ddtdd:dd", "dddd-dd-dd", "dd:dd:dd", "dd:dd",
  ].map { Array($0.utf8) }

  private static func match(_ form: [UInt8], _ bytes: [UInt8]) -> Int? {
    guard bytes.count >= form.count else { return nil }
    for (wanted, byte) in zip(form, bytes) {
      let fits =
        switch wanted {
        case UInt8(ascii: "h"): isHexadecimal(byte)
        case UInt8(ascii: "d"): isDigit(byte)
        case UInt8(ascii: "t"): byte == UInt8(ascii: "T") || byte == UInt8(ascii: " ")
        default: wanted == byte
        }
      guard fits else { return nil }
    }
    var end = form.count
    // Fractions of a second, and the zone.
    if form.contains(UInt8(ascii: ":")) {
      if end + 1 < bytes.count, bytes[end] == UInt8(ascii: "."), isDigit(bytes[end + 1]) {
        end += 1
        while end < bytes.count, isDigit(bytes[end]) { end += 1 }
      }
      if end < bytes.count, bytes[end] == UInt8(ascii: "Z") { end += 1 }
    }
    let isCut = end < bytes.count && (isDigit(bytes[end]) || isLetter(bytes[end]))
    return isCut ? nil : end
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
  }
}
