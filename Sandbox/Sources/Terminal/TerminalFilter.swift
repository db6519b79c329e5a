/// Makes a program's output harmless for a terminal: text, colours and line ends pass, nothing that
/// moves the cursor, answers, renames, hides or reorders.
///
/// Passed on: printable UTF-8, line feed, tab, and `ESC [ … m` with plain colours and styles. A
/// carriage return becomes a line feed (one together with a following line feed), so no line can be
/// overwritten. Dropped: other control characters of both sets, other escape sequences whole with
/// their strings, and the characters that change the direction of text or are not seen, unless emoji and
/// joined letters are made of them. Bytes that are not UTF-8 become U+FFFD.
///
/// Sequences may be cut anywhere between two calls.
struct TerminalFilter: OutputFilter {
  private enum State {
    case text
    case escape
    /// The parameters of a control sequence so far.
    case control([UInt8])
    /// In the string of a command to the terminal, until it ends or the line does.
    case string
    case stringEscape
  }

  private var state = State.text
  /// The bytes of a character that is not complete.
  private var partial = PartialCharacter()
  private var skipsLineFeed = false
  private var isStyled = false

  /// The harmless form of the next piece.
  mutating func filter(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    for byte in bytes { take(byte, &output) }
    return output
  }

  /// What is to follow the last piece: an incomplete character's mark and the end of any style.
  mutating func finish() -> [UInt8] {
    var output: [UInt8] = []
    partial.end(&output)
    if isStyled { output += Array("\u{1B}[0m".utf8) }
    self = TerminalFilter()
    return output
  }

  private mutating func take(_ byte: UInt8, _ output: inout [UInt8]) {
    switch state {
    case .text: takeText(byte, &output)
    case .escape: takeEscape(byte, &output)
    case .control(let parameters): takeControl(byte, parameters, &output)
    case .string: takeString(byte, &output)
    case .stringEscape:
      state = .text
      if byte != UInt8(ascii: "\\") { takeEscape(byte, &output) }
    }
  }

  private mutating func takeText(_ byte: UInt8, _ output: inout [UInt8]) {
    if byte >= 0x80 {
      skipsLineFeed = false
      partial.take(byte, &output)
      return
    }
    partial.end(&output)
    let followsReturn = skipsLineFeed
    skipsLineFeed = false
    switch byte {
    case 0x0A where followsReturn: break
    case 0x0D:
      output.append(0x0A)
      skipsLineFeed = true
    case 0x1B: state = .escape
    case 0x09, 0x0A, 0x20...0x7E: output.append(byte)
    default: break
    }
  }

  private mutating func takeEscape(_ byte: UInt8, _ output: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "["): state = .control([])
    // Operating system command, device control, start of string, privacy message, application.
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      state = .string
    case 0x20...0x2F, 0x1B: state = .escape
    case 0x30...0x7E: state = .text
    default:
      state = .text
      takeText(byte, &output)
    }
  }

  private mutating func takeControl(
    _ byte: UInt8, _ parameters: [UInt8], _ output: inout [UInt8]
  ) {
    switch byte {
    case 0x20...0x3F:
      // Longer ones are cut; they fail the check below, as they should.
      state = .control(parameters.count < 64 ? parameters + [byte] : parameters)
    case 0x40...0x7E:
      state = .text
      guard byte == UInt8(ascii: "m"), let isStyle = TerminalStyle.isStyle(parameters) else {
        return
      }
      isStyled = isStyle
      output += [0x1B, UInt8(ascii: "[")] + parameters + [byte]
    case 0x1B: state = .escape
    default:
      state = .text
      takeText(byte, &output)
    }
  }

  private mutating func takeString(_ byte: UInt8, _ output: inout [UInt8]) {
    switch byte {
    case 0x07, 0x18, 0x1A: state = .text
    case 0x1B: state = .stringEscape
    case 0x0A, 0x0D:
      state = .text
      takeText(byte, &output)
    default: break
    }
  }
}
