import SwiftParser
import SwiftSyntax

/// A look at a file's syntax in this process, well under a millisecond a file once optimised.
package enum SyntaxCheck {
  /// Whether the parser finds something wrong.
  ///
  /// What it says may differ from the compiler's words and place, so that only the compiler reports
  /// errors; where this finds none there is no need to ask it.
  static func findsErrors(in text: String) -> Bool {
    Parser.parse(source: text).hasError
  }

  /// Where a file has its first error, both counted from 1, columns in bytes.
  package struct Place: Sendable, Equatable {
    package var line: Int
    package var column: Int
  }

  /// The place of the first error; nil where there is none.
  package static func firstError(in text: String) -> Place? {
    let file = Parser.parse(source: text)
    guard file.hasError else { return nil }
    let place = SourceLocationConverter(fileName: "", tree: file)
      .location(for: firstError(in: Syntax(file)))
    return Place(line: place.line, column: place.column)
  }

  /// The start of what is missing, unexpected or no token, as deep in the tree as it can be told.
  private static func firstError(in root: Syntax) -> AbsolutePosition {
    var node = root
    while true {
      let inner = node.children(viewMode: .all).first { $0.hasError }
      guard let inner, !node.is(UnexpectedNodesSyntax.self) else {
        return node.positionAfterSkippingLeadingTrivia
      }
      node = inner
    }
  }
}
