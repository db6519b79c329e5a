import SwiftSyntax

/// One file as a syntax tree, with places in bytes.
struct CodeFile: Sendable {
  let path: String
  let syntax: SourceFileSyntax

  /// The byte at a line and column, both counted from 1, columns in bytes; nil if there is no such place.
  func offset(line: Int?, column: Int?) -> Int? {
    guard let line, let column, line >= 1, column >= 1 else { return nil }
    var current = 1
    var start = 0
    for (offset, byte) in syntax.syntaxTextBytes.enumerated() where current < line {
      if byte == UInt8(ascii: "\n") {
        current += 1
        start = offset + 1
      }
    }
    guard current == line, start + column - 1 <= syntax.totalLength.utf8Length else { return nil }
    return start + column - 1
  }

  /// The token at a byte; one that begins there before one that contains it.
  func token(at offset: Int) -> TokenSyntax? {
    guard offset >= 0, offset < syntax.totalLength.utf8Length else { return nil }
    return syntax.token(at: AbsolutePosition(utf8Offset: offset))
  }

  func token(line: Int?, column: Int?) -> TokenSyntax? {
    offset(line: line, column: column).flatMap { token(at: $0) }
  }

  /// The first token that begins on a line.
  func firstToken(line: Int) -> TokenSyntax? {
    let bytes = Array(syntax.syntaxTextBytes)
    guard var place = offset(line: line, column: 1) else { return nil }
    while place < bytes.count, bytes[place] == UInt8(ascii: " ") || bytes[place] == 9 { place += 1 }
    return token(at: place)
  }

  /// Every node of a kind, in the order of the text.
  func nodes<Node: SyntaxProtocol>(_ kind: Node.Type) -> [Node] { syntax.nodes(kind) }

  func insertion(_ text: String, at place: AbsolutePosition) -> Edit {
    replacement(of: place..<place, with: text)
  }

  func replacement(of range: Range<AbsolutePosition>, with text: String) -> Edit {
    Edit(
      file: path, start: range.lowerBound.utf8Offset, end: range.upperBound.utf8Offset, text: text)
  }

  /// The blanks before the first token of the line that a node begins on.
  func indent(of node: some SyntaxProtocol) -> String {
    let bytes = Array(syntax.syntaxTextBytes)
    let place = node.positionAfterSkippingLeadingTrivia.utf8Offset
    let start = bytes[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return String(
      decoding: bytes[start..<place].prefix { $0 == UInt8(ascii: " ") || $0 == 9 }, as: UTF8.self)
  }
}

extension SyntaxProtocol {
  /// Every node of a kind below this one, itself too, in the order of the text.
  func nodes<Node: SyntaxProtocol>(_ kind: Node.Type) -> [Node] {
    var found: [Node] = []
    var left = [Syntax(self)]
    while let node = left.popLast() {
      if let wanted = node.as(kind) { found.append(wanted) }
      left += node.children(viewMode: .sourceAccurate).reversed()
    }
    return found
  }

  /// The innermost node of a kind around this one.
  func enclosing<Node: SyntaxProtocol>(_ kind: Node.Type) -> Node? {
    ancestors.lazy.compactMap { $0.as(kind) }.first
  }

  /// The nodes around this one, innermost first.
  var ancestors: some Sequence<Syntax> { sequence(first: Syntax(self), next: \.parent).dropFirst() }

  /// The names that occur in it.
  var names: Set<String> {
    Set(
      tokens(viewMode: .sourceAccurate).compactMap { token in
        if case .identifier(let name) = token.tokenKind { name } else { nil }
      })
  }

  var end: AbsolutePosition { endPositionBeforeTrailingTrivia }
  var start: AbsolutePosition { positionAfterSkippingLeadingTrivia }
}

extension String {
  var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
