/// How a cell looks.
public enum Style: Int, Sendable, Hashable {
  case plain, bold, dim, inverse
  case red, green, yellow, blue, magenta, cyan

  var code: String {
    switch self {
    case .plain: "0"
    case .bold: "0;1"
    case .dim: "0;2"
    case .inverse: "0;7"
    case .red, .green, .yellow, .blue, .magenta, .cyan: "0;3\(rawValue - Style.red.rawValue + 1)"
    }
  }
}

/// One screen of characters; drawing outside it is cut off.
public struct Frame: Sendable, Equatable {
  public let width: Int
  public let height: Int
  private var characters: [Character]
  private var styles: [Style]

  public init(width: Int, height: Int) {
    self.width = max(1, width)
    self.height = max(1, height)
    characters = Array(repeating: " ", count: self.width * self.height)
    styles = Array(repeating: .plain, count: self.width * self.height)
  }

  /// Puts a text at column `x` of row `y`, both from 0.
  public mutating func put(_ text: String, x: Int, y: Int, _ style: Style = .plain) {
    guard (0..<height).contains(y) else { return }
    var column = x
    for character in text {
      guard column < width else { return }
      if column >= 0 {
        characters[y * width + column] = character.isNewline ? " " : character
        styles[y * width + column] = style
      }
      column += 1
    }
  }

  /// Puts a text in the middle of row `y`.
  public mutating func center(_ text: String, y: Int, _ style: Style = .plain) {
    put(text, x: (width - text.count) / 2, y: y, style)
  }

  /// Draws a frame of lines around a region, with a title.
  public mutating func box(x: Int, y: Int, width: Int, height: Int, title: String = "") {
    guard width >= 2, height >= 2 else { return }
    let line = String(repeating: "─", count: width - 2)
    put("┌\(line)┐", x: x, y: y, .dim)
    for row in 1..<max(1, height - 1) {
      put("│", x: x, y: y + row, .dim)
      put("│", x: x + width - 1, y: y + row, .dim)
    }
    put("└\(line)┘", x: x, y: y + height - 1, .dim)
    if !title.isEmpty { put(" \(title) ", x: x + 2, y: y, .bold) }
  }

  /// The rows as plain text, without blanks at their ends; for tests and scripts.
  public var lines: [String] {
    (0..<height).map { row in
      var line = String(characters[(row * width)..<((row + 1) * width)])
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// What to send to the terminal to show this frame.
  var escapes: String {
    var text = "\u{1B}[H"
    for row in 0..<height {
      text += "\u{1B}[\(row + 1);1H"
      var current: Style?
      for column in 0..<width {
        let cell = row * width + column
        if styles[cell] != current {
          text += "\u{1B}[\(styles[cell].code)m"
          current = styles[cell]
        }
        text.append(characters[cell])
      }
    }
    return text + "\u{1B}[0m"
  }
}
