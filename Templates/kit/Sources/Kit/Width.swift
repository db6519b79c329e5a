/// How many columns of a terminal a text of one line takes.
public func columns(of text: String) -> Int { text.reduce(0) { $0 + $1.columns } }

/// A text in lines of at most so many columns, broken between words; a longer word is cut.
public func wrapped(_ text: String, width: Int) -> [String] {
  let width = max(1, width)
  var lines: [String] = []
  for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
    var line = ""
    for word in paragraph.split(separator: " ") {
      if !line.isEmpty, columns(of: line) + 1 + columns(of: String(word)) > width {
        lines.append(line)
        line = ""
      }
      if !line.isEmpty { line += " " }
      for character in word {
        if !line.isEmpty, columns(of: line) + character.columns > width {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    lines.append(line)
  }
  return lines
}

extension Character {
  /// Two for East Asian wide characters and emoji.
  var columns: Int {
    guard let first = unicodeScalars.first, first.value >= 0x300 else {
      // A digit with a key cap and the like are drawn as emoji.
      return unicodeScalars.contains { $0.value == 0xFE0F } ? 2 : 1
    }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default:
      return first.properties.isEmojiPresentation
        || unicodeScalars.contains { $0.value == 0xFE0F } ? 2 : 1
    }
  }

  /// Whether a terminal would obey it rather than show it.
  var isControl: Bool {
    unicodeScalars.contains { $0.properties.generalCategory == .control || $0.value == 0x2028 }
  }
}
