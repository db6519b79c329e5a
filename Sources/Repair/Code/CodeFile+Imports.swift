import SwiftSyntax

extension CodeFile {
  /// The modules that it imports whole.
  var imported: Set<String> {
    Set(
      nodes(ImportDeclSyntax.self).filter { $0.importKindSpecifier == nil }
        .map { $0.path.trimmedDescription })
  }

  /// The insertion of imports before the first that is there, else before the first declaration.
  func importing(_ lines: [String]) -> Edit {
    let text = lines.map { "\($0)\n" }.joined()
    if let first = syntax.statements.first(where: { !$0.nodes(ImportDeclSyntax.self).isEmpty }) {
      return insertion(text, at: first.start)
    }
    return insertion("\(text)\n", at: firstPlace)
  }

  /// Before the first declaration and the comment that belongs to it; after the comment of the file, which a blank
  /// line separates from that.
  private var firstPlace: AbsolutePosition {
    guard let first = syntax.statements.first else { return syntax.start }
    var place = first.position
    var after = place
    var newlines = 0
    for piece in first.leadingTrivia {
      after = after.advanced(by: piece.sourceLength.utf8Length)
      switch piece {
      case .newlines(let count), .carriageReturns(let count), .carriageReturnLineFeeds(let count):
        newlines += count
      case .spaces, .tabs: continue
      default: newlines = 0
      }
      if newlines >= 2 { place = after }
    }
    return place
  }
}
