/// A key that was pressed.
public enum Key: Sendable, Hashable {
  /// A printable character, the blank included.
  case character(Character)
  case up, down, left, right
  case enter, escape, tab, backspace, delete
  case home, end, pageUp, pageDown
  /// Control with a letter, lower case; Control-C ends the app and never arrives here.
  case control(Character)

  /// The keys that a terminal's bytes stand for; sequences that are not known are left out.
  public static func keys(in bytes: some Collection<UInt8>) -> [Key] {
    var keys: [Key] = []
    var text = Substring(String(decoding: bytes, as: UTF8.self))
    while let first = text.popFirst() {
      switch first {
      case "\u{1B}": keys += sequence(&text).map { [$0] } ?? []
      case "\r", "\n", "\r\n": keys.append(.enter)
      case "\t": keys.append(.tab)
      case "\u{7F}", "\u{08}": keys.append(.backspace)
      default:
        if let code = first.asciiValue, code < 0x20 {
          guard code > 0 else { continue }
          keys.append(.control(Character(Unicode.Scalar(code + 0x60))))
        } else {
          keys.append(.character(first))
        }
      }
    }
    return keys
  }

  /// The key of the bytes behind an escape; nil where they name none.
  private static func sequence(_ text: inout Substring) -> Key? {
    guard text.first == "[" || text.first == "O" else { return .escape }
    text.removeFirst()
    let digits = text.prefix { $0.isNumber || $0 == ";" }
    text.removeFirst(digits.count)
    guard let final = text.popFirst() else { return nil }
    return switch (final, digits) {
    case ("A", _): .up
    case ("B", _): .down
    case ("C", _): .right
    case ("D", _): .left
    case ("H", _), ("~", "1"), ("~", "7"): .home
    case ("F", _), ("~", "4"), ("~", "8"): .end
    case ("~", "3"): .delete
    case ("~", "5"): .pageUp
    case ("~", "6"): .pageDown
    default: nil
    }
  }
}
