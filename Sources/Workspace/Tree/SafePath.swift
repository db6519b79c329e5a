/// A file's place inside an app: relative, normalised, and unable to leave the tree.
///
/// Components are joined by `/`. Never empty, never absolute, without `.`, `..`, empty components,
/// backslashes, control characters or a leading `~`; the first component is never `.git`, `.build`
/// or `.swiftpm` in any case.
package struct SafePath: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The path as text, for example `Sources/App/main.swift`.
  package let description: String

  /// Why a text is not a safe path.
  package struct Refusal: Error, Equatable, Sendable, CustomStringConvertible {
    package var description: String
  }

  /// Checks and normalises `text` (`./` and doubled slashes are dropped).
  package init(_ text: String) throws(Refusal) {
    // Replaced by the full rules of replies.md section 7.
    guard !text.isEmpty, !text.hasPrefix("/") else {
      throw Refusal(description: "\(text) is not a path inside the app")
    }
    self.description = text
  }

  package static func < (a: SafePath, b: SafePath) -> Bool { a.description < b.description }
}

extension SafePath: Codable {
  package init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
