package import LLM
package import Templates

/// The model that needs no key: it composes an app from a recipe, or says that it cannot.
///
/// It reads `ModelRequest.intent` only, never the messages.
package struct BuiltinModel: LanguageModel {
  package let name = "builtin"
  private let book: RecipeBook

  /// The builtin model with the recipes of the templates' `directory`.
  package init(templatesDirectory: String) throws(TemplateError) {
    book = try RecipeBook.load(from: templatesDirectory)
  }

  /// What a description asks for; its template is the one the app must be built on.
  ///
  /// - Throws: `.cannot` if no recipe explains every word.
  package func recipe(for description: String) throws(ModelError) -> RecipeMatch {
    try book.recipe(for: description)
  }

  /// Every app it can compose.
  package var apps: [KnownApp] { book.apps }

  package func respond(
    to request: ModelRequest
  ) -> AsyncThrowingStream<ModelEvent, any Error> {
    AsyncThrowingStream { continuation in
      do {
        for piece in Self.pieces(of: try reply(to: request.intent)) {
          continuation.yield(.text(piece))
        }
        continuation.yield(
          .finished(Completion(ending: .complete, model: name, usage: .zero)))
        continuation.finish()
      } catch {
        continuation.finish(throwing: error)
      }
    }
  }

  private func reply(to intent: Intent?) throws(ModelError) -> String {
    guard let intent else {
      throw BuiltinRefusal.plain("The built-in model answers only descriptions of apps.")
    }
    switch intent.stage {
    case .repair: throw BuiltinRefusal.plain("The built-in model cannot repair apps.")
    case .tweak: throw BuiltinRefusal.change(of: intent.name ?? "the app")
    case .write: break
    }
    let match = try book.recipe(for: intent.text)
    guard match.template == intent.template else {
      throw BuiltinRefusal.plain(
        "The built-in model composes this on the template \(match.template), "
          + "not on \(intent.template). Use --template \(match.template).")
    }
    do {
      return try book.compose(match, name: intent.name)
    } catch {
      throw ModelError(
        kind: .cannot, message: error.message,
        advice: "Choose another name, or install wisp again with `make install`.")
    }
  }

  /// Lines in groups, as a model's answer arrives.
  private static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      piece += (pieces.isEmpty && piece.isEmpty ? "" : "\n") + line
      if piece.utf8.count > 200 {
        pieces.append(piece)
        piece = ""
      }
    }
    return piece.isEmpty ? pieces : pieces + [piece]
  }
}
