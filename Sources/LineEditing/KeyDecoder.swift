/// Bytes of a terminal → keys, as they come.
///
/// Reads UTF-8, the sequences of xterm and its kin (cursor keys with modifiers, keypads), Emacs' control
/// letters and bracketed paste. What it does not know it leaves out.
package struct KeyDecoder: Sendable {
  /// The beginning of something whose end has not come.
  private var pending: [UInt8] = []
  /// What has come of a paste.
  private var pasted: [UInt8]?

  package init() {}

  /// Whether an escape was read of which it is not known whether it stands alone; see `flush`.
  package var isInSequence: Bool { pasted == nil && pending.first == 0x1B }

  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
    var keys: [Key] = []
    for byte in bytes {
      guard pasted == nil else {
        if let text = paste(byte) { keys.append(.paste(text)) }
        continue
      }
      pending.append(byte)
      while let key = next() {
        if case .text(let new)? = key, case .text(let last)? = keys.last {
          keys[keys.count - 1] = .text(last + new)
        } else if let key {
          keys.append(key)
        }
      }
    }
    return keys
  }

  /// Nothing followed for a while: an escape stands for itself.
  package mutating func flush() -> [Key] {
    guard isInSequence else { return [] }
    let wasAlone = pending.count == 1
    pending = []
    return wasAlone ? [.escape] : []
  }

  // MARK: Paste

  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// - Returns: The text, if `byte` is the last of the paste.
  private mutating func paste(_ byte: UInt8) -> String? {
    pasted?.append(byte)
    guard let bytes = pasted, bytes.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd) else {
      return nil
    }
    pasted = nil
    let text = String(decoding: bytes.dropLast(Self.pasteEnd.count), as: UTF8.self)
    return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  // MARK: Sequences

  /// The next key; an inner nil for something that is left out, an outer one where more is needed.
  private mutating func next() -> Key?? {
    guard let first = pending.first else { return nil }
    switch first {
    case 0x1B: return escaped()
    case 0..<0x20, 0x7F: return took(1, Self.control(first))
    case 0x20..<0x80: return took(1, .text(String(UnicodeScalar(first))))
    default: return letter()
    }
  }

  private mutating func took(_ count: Int, _ key: Key?) -> Key?? {
    pending.removeFirst(count)
    return .some(key)
  }

  private mutating func letter() -> Key?? {
    let length =
      switch pending[0] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    // A new beginning ends what is not whole.
    if let wrong = pending.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }), wrong < length {
      return took(wrong, nil)
    }
    guard pending.count >= length else { return nil }
    return took(length, String(validating: pending[..<length], as: UTF8.self).map { .text($0) })
  }

  private mutating func escaped() -> Key?? {
    guard pending.count > 1 else { return nil }
    switch pending[1] {
    case UInt8(ascii: "["): return sequence()
    case UInt8(ascii: "O"):
      guard pending.count > 2 else { return nil }
      return took(3, Self.cursor(pending[2], isWord: false))
    case 0x1B: return took(1, .escape)
    case UInt8(ascii: "b"): return took(2, .wordLeft)
    case UInt8(ascii: "f"): return took(2, .wordRight)
    case UInt8(ascii: "d"): return took(2, .deleteWordRight)
    case 0x7F, 0x08: return took(2, .deleteWordLeft)
    case 0x0D, 0x0A: return took(2, .newline)
    default: return took(2, nil)
    }
  }

  /// `ESC [ parameters final`.
  private mutating func sequence() -> Key?? {
    let rest = pending.dropFirst(2)
    guard let last = rest.firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      // Longer than any that there is.
      return pending.count > 32 ? took(pending.count, nil) : nil
    }
    let parameters = String(decoding: rest[..<last], as: UTF8.self)
      .split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 1 }
    let final = pending[last]
    // Ctrl, Alt or Meta: 1 and the bits of the modifiers.
    let isWord = parameters.count > 1 && (parameters[1] - 1) & 0b1110 != 0
    guard final == UInt8(ascii: "~") else {
      if final == UInt8(ascii: "u"), parameters.first == 13 { return took(last + 1, .newline) }
      return took(last + 1, Self.cursor(final, isWord: isWord))
    }
    switch parameters.first {
    case 1, 7: return took(last + 1, .home)
    case 4, 8: return took(last + 1, .end)
    case 3: return took(last + 1, isWord ? .deleteWordRight : .delete)
    case 200:
      pasted = []
      return took(last + 1, nil)
    default: return took(last + 1, nil)
    }
  }

  private static func cursor(_ final: UInt8, isWord: Bool) -> Key? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): isWord ? .wordRight : .right
    case UInt8(ascii: "D"): isWord ? .wordLeft : .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "M"): .enter
    default: nil
    }
  }

  private static func control(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x01: .home
    case 0x02: .left
    case 0x03: .interrupt
    case 0x04: .endOfInput
    case 0x05: .end
    case 0x06: .right
    case 0x08, 0x7F: .backspace
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x0B: .deleteToEnd
    case 0x0C: .clearScreen
    case 0x0E: .down
    case 0x10: .up
    case 0x15: .deleteToStart
    case 0x17: .deleteWordLeft
    case 0x19: .yank
    case 0x1A: .suspend
    default: nil
    }
  }
}
