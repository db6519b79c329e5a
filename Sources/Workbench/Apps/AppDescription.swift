import Foundation

/// What a user typed to describe an app.
package enum AppDescription {
  private static let longest = 20_000

  /// The words as one text; nil if there are none.
  ///
  /// - Throws: `UsageError` if it is too long.
  package static func checked(_ words: [String]) throws -> String? {
    let text = words.joined(separator: " ").trimmingCharacters(in: .whitespacesAndNewlines)
    guard text.utf8.count <= longest else {
      throw UsageError("The description is longer than 20,000 bytes. Attach data with --with FILE.")
    }
    return text.isEmpty ? nil : text
  }
}
