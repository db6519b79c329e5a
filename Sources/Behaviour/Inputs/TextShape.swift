import Workspace

/// How a text of an input is built: which changes of it mean something.
struct TextShape {
  /// The separator of columns; nil if the text is no table.
  let separator: Character?
  /// Lines at the beginning that are not data: the names of columns.
  let headLines: Int
  let isJSON: Bool

  init(_ text: String) {
    switch DataKind(head: Array(text.utf8.prefix(InputShape.headBytes)), isWhole: true) {
    case .table(let dialect):
      separator = dialect.separator.first
      headLines = dialect.hasHeader ? 1 : 0
      isJSON = false
    case .json:
      (separator, headLines, isJSON) = (nil, 0, true)
    default:
      (separator, headLines, isJSON) = (nil, 0, false)
    }
  }
}
