/// What of an interactive program's output the user's terminal sees: text, colours, and what draws a
/// screen; nothing that asks the terminal to answer, to change its title, clipboard, keys or size.
///
/// Allowed are the control sequences of `ScreenCommand`. All others are dropped whole, strings (OSC,
/// DCS, APC, PM, SOS) with their contents. `finish` switches off again what was switched on.
struct ScreenFilter: OutputFilter {
  private enum State {
    case text
    case escape([UInt8])
    case control([UInt8])
    case string
    case stringEscape
  }

  private var state = State.text
  private var partial = PartialCharacter()
  private var changes = ScreenChanges()

  /// The longest control sequence that is looked at, in bytes.
  private static let longest = 64

  mutating func filter(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    for byte in bytes { take(byte, &output) }
    return output
  }

  mutating func finish() -> [UInt8] {
    var output: [UInt8] = []
    partial.end(&output)
    output += changes.undoing
    self = ScreenFilter()
    return output
  }

  private mutating func take(_ byte: UInt8, _ output: inout [UInt8]) {
    switch state {
    case .text: takeText(byte, &output)
    case .escape(let bytes): takeEscape(byte, bytes, &output)
    case .control(let bytes): takeControl(byte, bytes, &output)
    case .string:
      switch byte {
      case 0x07, 0x18, 0x1A: state = .text
      case 0x1B: state = .stringEscape
      default: break
      }
    case .stringEscape:
      state = .text
      if byte != UInt8(ascii: "\\") { takeEscape(byte, [], &output) }
    }
  }

  private mutating func takeText(_ byte: UInt8, _ output: inout [UInt8]) {
    guard byte < 0x80 else {
      partial.take(byte, &output)
      return
    }
    partial.end(&output)
    switch byte {
    case 0x1B: state = .escape([])
    // Backspace, tab, line feed, carriage return, shift out and in (line drawing), text.
    case 0x08...0x0A, 0x0D, 0x20...0x7E: output.append(byte)
    case 0x0E, 0x0F:
      changes.usesCharacterSets = true
      output.append(byte)
    default: break
    }
  }

  private mutating func takeEscape(_ byte: UInt8, _ bytes: [UInt8], _ output: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "[") where bytes.isEmpty: state = .control([])
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      state = .string
    case 0x1B: state = .escape([])
    case 0x20...0x2F:
      state = .escape(bytes.count < 4 ? bytes + [byte] : bytes)
    case 0x30...0x7E:
      state = .text
      guard ScreenCommand.isEscape(bytes + [byte]) else { return }
      changes.note(escape: bytes + [byte])
      output += [0x1B] + bytes + [byte]
    case 0x18, 0x1A: state = .text
    default:
      state = .text
      takeText(byte, &output)
    }
  }

  private mutating func takeControl(_ byte: UInt8, _ bytes: [UInt8], _ output: inout [UInt8]) {
    switch byte {
    case 0x20...0x3F:
      state = .control(bytes.count < Self.longest ? bytes + [byte] : bytes)
    case 0x40...0x7E:
      state = .text
      guard bytes.count < Self.longest, let command = ScreenCommand(bytes, final: byte) else {
        return
      }
      changes.note(command)
      output += [0x1B, UInt8(ascii: "[")] + bytes + [byte]
    case 0x1B: state = .escape([])
    case 0x18, 0x1A: state = .text
    default:
      state = .text
      takeText(byte, &output)
    }
  }
}
