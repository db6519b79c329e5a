/// A control sequence (`ESC [ … final`) that may reach the user's terminal from a program.
enum ScreenCommand: Equatable {
  /// Colours and styles; whether any stays on.
  case style(isOn: Bool)
  /// Private modes switched on or off.
  case modes([Int], isOn: Bool)
  case scrollRegion
  case cursorShape
  /// Moves the cursor, erases, inserts, deletes or scrolls: over with the next screen.
  case drawing

  /// Modes of DEC's and xterm's that are no more than a way of drawing or of typing: cursor keys (1),
  /// wrapping (7), blinking and visible cursor (12, 25), the alternate screen (47, 1047, 1049), saving
  /// the cursor (1048), the mouse (1000, 1002, 1003, 1006), focus (1004), bracketed paste (2004),
  /// synchronised drawing (2026).
  static let modes: Set<Int> = [
    1, 7, 12, 25, 47, 1000, 1002, 1003, 1004, 1006, 1047, 1048, 1049, 2004, 2026,
  ]

  init?(_ parameters: [UInt8], final: UInt8) {
    let text = String(decoding: parameters, as: UTF8.self)
    switch Character(UnicodeScalar(final)) {
    case "m":
      guard let isOn = TerminalStyle.isStyle(parameters) else { return nil }
      self = .style(isOn: isOn)
    case "h", "l":
      guard text.first == "?", let modes = Self.numbers(text.dropFirst()),
        modes.allSatisfy(Self.modes.contains)
      else { return nil }
      self = .modes(modes, isOn: final == UInt8(ascii: "h"))
    case "r":
      guard Self.numbers(text[...]) != nil else { return nil }
      self = .scrollRegion
    case "q":
      guard text.last == " ", Self.numbers(text.dropLast()) != nil else { return nil }
      self = .cursorShape
    // Up, down, right, left, lines, column, place, tabs, erase, insert, delete, scroll, repeat.
    case "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "P", "S", "T", "X", "Z",
      "@", "`", "a", "b", "d", "e", "f", "s", "u":
      guard Self.numbers(text[...]) != nil else { return nil }
      self = .drawing
    default: return nil
    }
  }

  /// The plain numbers of `1;2`; nil if there is anything else, or a number is absurd.
  private static func numbers(_ text: Substring) -> [Int]? {
    guard !text.isEmpty else { return [] }
    var numbers: [Int] = []
    for field in text.split(separator: ";", omittingEmptySubsequences: false) {
      guard field.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = field.isEmpty ? 0 : Int(field), number < 10_000
      else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// Whether an escape sequence without `[` may pass: save and restore the cursor, keypad, index, next
  /// line, reverse index, and the line drawing characters.
  static func isEscape(_ bytes: [UInt8]) -> Bool {
    ["7", "8", "=", ">", "D", "E", "M", "(0", "(B", ")0", ")B"].contains(
      String(decoding: bytes, as: UTF8.self))
  }
}

/// What a program has switched on its screen, to be switched back when it is gone.
struct ScreenChanges {
  var usesCharacterSets = false
  private var isStyled = false
  private var usesKeypad = false
  private var hasScrollRegion = false
  private var hasCursorShape = false
  /// Modes that are not as they were before.
  private var modes: Set<Int> = []

  /// Modes that are on before a program starts.
  private static let usual: Set<Int> = [7, 25]

  mutating func note(_ command: ScreenCommand) {
    switch command {
    case .style(let isOn): isStyled = isOn
    case .modes(let numbers, let isOn):
      for number in numbers where number != 1048 {
        if isOn == Self.usual.contains(number) {
          modes.remove(number)
        } else {
          modes.insert(number)
        }
      }
    case .scrollRegion: hasScrollRegion = true
    case .cursorShape: hasCursorShape = true
    case .drawing: break
    }
  }

  mutating func note(escape: [UInt8]) {
    switch escape.first {
    case UInt8(ascii: "="): usesKeypad = true
    case UInt8(ascii: "("), UInt8(ascii: ")"): usesCharacterSets = true
    default: break
    }
  }

  /// The sequences that switch everything back.
  var undoing: [UInt8] {
    var text = ""
    if hasScrollRegion { text += "\u{1B}7\u{1B}[r\u{1B}8" }
    if usesCharacterSets { text += "\u{1B}(B\u{1B})B\u{0F}" }
    if isStyled { text += "\u{1B}[0m" }
    if usesKeypad { text += "\u{1B}>" }
    if hasCursorShape { text += "\u{1B}[0 q" }
    for mode in modes.sorted() {
      text += "\u{1B}[?\(mode)\(Self.usual.contains(mode) ? "h" : "l")"
    }
    return Array(text.utf8)
  }
}
