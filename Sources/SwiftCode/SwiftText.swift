import SwiftParser
package import SwiftSyntax
package import Workspace

/// The one place where Swift is parsed.
///
/// A syntax tree is walked through in `DeepStack.run`, too.
package enum SwiftText {
  /// More than `NestingScan` lets pass; the parser's own limit is 20 in a debug build.
  private static let nestingLevel = 1000

  /// - Throws: Where and why it is not parsed.
  package static func parse(_ text: String) throws(NestedTooDeeply) -> SourceFileSyntax {
    if let refusal = NestingScan.refusal(of: text) { throw refusal }
    return DeepStack.run {
      var text = text
      return text.withUTF8 { Parser.parse(source: $0, maximumNestingLevel: nestingLevel) }
    }
  }
}
