/// What a model asks for in a line of its own instead of sending files: `TEMPLATE: name` or `DISPUTE: why`.
package enum Directive: Sendable, Equatable {
  case template(String)
  /// The accepted contract is said to be wrong; the reason as it was written.
  case dispute(String)

  /// The directives in a text, in their order; a name has letters, digits and hyphens.
  package static func all(in text: String) -> [Directive] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let line = line.drop(while: \.isWhitespace)
      if line.hasPrefix(templateWord) {
        return .template(
          line.dropFirst(templateWord.count).filter { $0.isLetter || $0.isNumber || $0 == "-" })
      }
      return line.hasPrefix(disputeWord)
        ? .dispute(String(line.dropFirst(disputeWord.count))) : nil
    }
  }

  package var dispute: String? {
    if case .dispute(let reason) = self { reason } else { nil }
  }

  private static let templateWord = "TEMPLATE:"
  private static let disputeWord = "DISPUTE:"
}
