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
  /// Nothing stands behind a character of two columns.
  private var characters: [Character?]
  private var styles: [Style]

  public init(width: Int, height: Int) {
    self.width = max(1, width)
    self.height = max(1, height)
    characters = Array(repeating: " ", count: self.width * self.height)
    styles = Array(repeating: .plain, count: self.width * self.height)
  }

  /// Puts a text at column `x` of row `y`, both from 0; what is no visible character becomes a blank.
  public mutating func put(_ text: String, x: Int, y: Int, _ style: Style = .plain) {
    guard (0..<height).contains(y) else { return }
    var column = x
    for character in text {
      let columns = character.columns
      guard column + columns <= width else { return }
      if column >= 0 {
        set(character.isControl ? " " : character, at: y * width + column, style)
        if columns == 2 { set(nil, at: y * width + column + 1, style) }
      }
      column += columns
    }
  }

  /// A character of two columns that loses one is gone.
  private mutating func set(_ character: Character?, at cell: Int, _ style: Style) {
    if character != nil, characters[cell] == nil { characters[cell - 1] = " " }
    characters[cell] = character
    styles[cell] = style
    if (cell + 1) % width != 0, characters[cell + 1] == nil, character?.columns != 2 {
      characters[cell + 1] = " "
    }
  }

  /// Puts a text in the middle of row `y`; one that is too long begins at the left.
  public mutating func center(_ text: String, y: Int, _ style: Style = .plain) {
    put(text, x: max(0, (width - columns(of: text)) / 2), y: y, style)
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
      var line = String(characters[(row * width)..<((row + 1) * width)].compactMap(\.self))
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
        if let character = characters[cell] { text.append(character) }
      }
    }
    return text + "\u{1B}[0m"
  }
}
