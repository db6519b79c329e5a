/// A text that is being typed, and the place of its cursor.
///
/// The cursor counts characters as people see them, so that it never stands inside of one.
package struct EditedLine: Sendable, Equatable {
  package private(set) var text: String
  /// Characters before the cursor.
  package private(set) var cursor: Int
  /// What was deleted last.
  private var deleted = ""

  /// A text with the cursor at its end.
  package init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  package var beforeCursor: String { String(text.prefix(cursor)) }
  private var afterCursor: String { String(text.dropFirst(cursor)) }

  /// Does what `key` says to the text.
  ///
  /// - Returns: False if the key does not edit, or if there was nothing to do.
  package mutating func apply(_ key: Key) -> Bool {
    let before = (text, cursor)
    switch key {
    case .text(let new), .paste(let new): insert(new)
    case .newline: insert("\n")
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(text.count, cursor + 1)
    case .home: cursor = lineStart
    case .end: cursor = lineEnd
    case .wordLeft: cursor = wordStart
    case .wordRight: cursor = wordEnd
    case .backspace: remove(max(0, cursor - 1), cursor)
    case .delete, .endOfInput: remove(cursor, min(text.count, cursor + 1))
    case .deleteWordLeft: cut(spaceBefore, cursor)
    case .deleteWordRight: cut(cursor, wordEnd)
    case .deleteToStart: cut(lineStart, cursor)
    case .deleteToEnd: cut(cursor, lineEnd)
    case .yank: insert(deleted)
    default: return false
    }
    return before != (text, cursor)
  }

  /// Puts `new` where the cursor is; what would draw on the screen by itself is left out.
  package mutating func insert(_ new: String) {
    let clean = String(
      String.UnicodeScalarView(
        new.unicodeScalars.filter {
          $0 == "\n" || $0 == "\t"
            || !(0..<0x20).contains($0.value)
              && !(0x7F..<0xA0).contains($0.value)
        }))
    let (head, tail) = (beforeCursor + clean, afterCursor)
    text = head + tail
    // What is typed may join the character before it.
    cursor = head.count
  }

  // MARK: Parts

  private mutating func remove(_ start: Int, _ end: Int) {
    guard start < end else { return }
    text = String(text.prefix(start)) + String(text.dropFirst(end))
    cursor = start
  }

  private mutating func cut(_ start: Int, _ end: Int) {
    guard start < end else { return }
    deleted = String(text.prefix(end).dropFirst(start))
    remove(start, end)
  }

  private var lineStart: Int {
    let before = beforeCursor
    return before.lastIndex(of: "\n").map { before[...$0].count } ?? 0
  }

  private var lineEnd: Int { cursor + afterCursor.prefix { $0 != "\n" }.count }

  /// Where the word before the cursor begins: letters and digits.
  private var wordStart: Int {
    let back = beforeCursor.reversed()
    let gap = back.prefix { !Self.isWord($0) }.count
    return cursor - gap - back.dropFirst(gap).prefix(while: Self.isWord).count
  }

  private var wordEnd: Int {
    let rest = afterCursor
    let gap = rest.prefix { !Self.isWord($0) }.count
    return cursor + gap + rest.dropFirst(gap).prefix(while: Self.isWord).count
  }

  /// Where what stands before the cursor up to a blank begins.
  private var spaceBefore: Int {
    let back = beforeCursor.reversed()
    let gap = back.prefix(while: \.isWhitespace).count
    return cursor - gap - back.dropFirst(gap).prefix { !$0.isWhitespace }.count
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }
}
