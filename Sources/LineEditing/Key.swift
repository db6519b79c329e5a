/// One thing that somebody does at the keyboard.
package enum Key: Sendable, Equatable {
  /// Typed letters.
  case text(String)
  /// Text that was put in at once; it may have several lines.
  case paste(String)
  case enter
  /// A line end within the text: Alt-Enter.
  case newline
  case tab
  case escape
  case left, right, up, down, home, end
  case wordLeft, wordRight
  case backspace, delete
  case deleteWordLeft, deleteWordRight, deleteToStart, deleteToEnd
  /// Puts back what was deleted last.
  case yank
  case clearScreen
  /// Ctrl-C, Ctrl-D, Ctrl-Z.
  case interrupt, endOfInput, suspend
}
