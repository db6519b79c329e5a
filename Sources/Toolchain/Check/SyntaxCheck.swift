import SwiftCode
import SwiftSyntax
import Synchronization
import Workspace

/// A look at a file's syntax in this process, well under a millisecond a file once optimised.
package enum SyntaxCheck {
  /// Whether the parser finds something wrong.
  ///
  /// What it says may differ from the compiler's words and place, so that only the compiler reports
  /// errors; where this finds none there is no need to ask it.
  static func findsErrors(in text: String) -> Bool {
    if known.holds(text) { return false }
    guard let file = try? SwiftText.parse(text), !file.hasError else { return true }
    known.add(text)
    return false
  }

  /// Where a file has its first error, both counted from 1, columns in bytes.
  package struct Place: Sendable, Equatable {
    package var line: Int
    package var column: Int
  }

  /// The place of the first error; nil if there is none.
  package static func firstError(in text: String) -> Place? {
    if known.holds(text) { return nil }
    do {
      let file = try SwiftText.parse(text)
      if file.hasError {
        return DeepStack.run { place(of: firstError(in: Syntax(file)), in: file) }
      }
    } catch {
      return Place(line: error.line, column: 1)
    }
    known.add(text)
    return nil
  }

  private static func place(of position: AbsolutePosition, in file: SourceFileSyntax) -> Place {
    let place = SourceLocationConverter(fileName: "", tree: file).location(for: position)
    return Place(line: place.line, column: place.column)
  }

  /// Texts without an error: a file that was looked at as it came is not parsed again for the check.
  private static let known = KnownTexts()

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

/// Remembers texts by their hash.
private final class KnownTexts: Sendable {
  private let hashes = Mutex<Set<String>>([])

  func holds(_ text: String) -> Bool {
    let hash = StableHash.hex(of: [text])
    return hashes.withLock { $0.contains(hash) }
  }

  func add(_ text: String) {
    let hash = StableHash.hex(of: [text])
    hashes.withLock { _ = $0.insert(hash) }
  }
}
