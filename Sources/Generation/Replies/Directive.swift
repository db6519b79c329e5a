/// What a model asks for in a line of its own instead of sending files: `TEMPLATE: name`,
/// `SHOW: path`, `DISPUTE: why` or `ALREADY: how`.
package enum Directive: Sendable, Equatable {
  case template(String)
  /// Files that it wants to read whole, as they were written.
  case show([String])
  /// The accepted contract is said to be wrong; the reason as it was written.
  case dispute(String)
  /// The app is said to do already what a change asks for; how, as it was written.
  case already(String)

  /// The directives in a text, in their order; a name has letters, digits and hyphens.
  package static func all(in text: String) -> [Directive] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let line = line.drop(while: \.isWhitespace)
      if line.hasPrefix(templateWord) {
        return .template(
          line.dropFirst(templateWord.count).filter { $0.isLetter || $0.isNumber || $0 == "-" })
      }
      if line.hasPrefix(showWord) {
        let paths = line.dropFirst(showWord.count).split { $0.isWhitespace || "`,\"".contains($0) }
        return .show(paths.map(String.init))
      }
      if line.hasPrefix(alreadyWord) { return .already(String(line.dropFirst(alreadyWord.count))) }
      return line.hasPrefix(disputeWord)
        ? .dispute(String(line.dropFirst(disputeWord.count))) : nil
    }
  }

  package var dispute: String? {
    if case .dispute(let reason) = self { reason } else { nil }
  }

  package var already: String? {
    if case .already(let how) = self { how } else { nil }
  }

  package var shown: [String] {
    if case .show(let paths) = self { paths } else { [] }
  }

  private static let templateWord = "TEMPLATE:"
  private static let alreadyWord = "ALREADY:"
  private static let showWord = "SHOW:"
  private static let disputeWord = "DISPUTE:"
}
