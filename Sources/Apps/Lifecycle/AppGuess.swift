package import Catalog
import Workspace

/// Guesses the app that a mistyped word means.
package struct AppGuess {
  private let apps: [ListedApp]

  package init(_ apps: [ListedApp]) { self.apps = apps }

  /// The name that looks like `word`, or of which a word or the first words look like it.
  ///
  /// Returns nil if none is near enough.
  package func nearest(to word: String) -> String? {
    let whole = apps.flatMap { [($0.name, $0.name), ($0.id, $0.name)] }
    let parts = apps.flatMap { app in
      (Self.parts(of: app.name) + Self.parts(of: app.id)).map { ($0, app.name) }
    }
    for candidates in [whole, parts] {
      if let near = Similarity.nearest(to: word, among: candidates.map(\.0)) {
        return candidates.first { $0.0 == near }?.1
      }
    }
    return nil
  }

  /// The words of a name that are longer than a slip, and its beginnings of more than one word.
  private static func parts(of name: String) -> [String] {
    let words = name.split(separator: "-").map(String.init)
    return words.filter { $0.count > 3 }
      + words.indices.dropFirst().map { words[...$0].joined(separator: "-") }
  }
}
