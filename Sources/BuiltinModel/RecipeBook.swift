package import LLM
package import Templates

/// Everything the builtin model can compose.
package struct RecipeBook: Sendable {
  private let recipes: [(id: String, recipe: Recipe, folder: TemplateFolder)]
  private let words: CommonWords

  /// Loads `builtin/` of the templates' `directory`.
  package static func load(from directory: String) throws(TemplateError) -> RecipeBook {
    let folder = TemplateFolder(directory).folder("builtin")
    var recipes: [(id: String, recipe: Recipe, folder: TemplateFolder)] = []
    for name in try folder.folderNames() {
      let place = folder.folder(name)
      recipes.append((name, try place.value("recipe.json", as: Recipe.self), place))
    }
    return RecipeBook(
      recipes: recipes, words: try folder.value("words.json", as: CommonWords.self))
  }

  /// The recipe that explains every word of a description.
  ///
  /// Strict on purpose: a description with anything more in it is refused, since the app would not
  /// do what was asked.
  /// - Throws: `.cannot`, saying which words were not understood and what can be asked for.
  package func recipe(for description: String) throws(ModelError) -> RecipeMatch {
    let tokens = Token.split(description)
    let readings = recipes.map {
      ($0.id, $0.recipe, Reading(tokens, recipe: $0.recipe, words: words))
    }
    let complete = readings.filter { reading in reading.2.isComplete }
    if let (id, recipe, reading) = complete.max(by: { a, b in a.2.weight < b.2.weight }) {
      return RecipeMatch(
        recipe: id, template: recipe.template, slots: reading.slots,
        explanation: Composition.fill(recipe.explanation, reading.slots))
    }
    let nearest = readings.max { a, b in a.2.fit < b.2.fit }
    guard let (_, recipe, reading) = nearest, reading.weight > 0 else {
      throw cannot("The builtin model has no recipe for “\(description)”.")
    }
    var reasons: [String] = []
    if !reading.unknown.isEmpty {
      let words = reading.unknown.map { word in "“\(word)”" }.joined(separator: ", ")
      reasons.append("it does not understand \(words)")
    }
    reasons += reading.problems
    throw cannot(
      "The builtin model can \(recipe.does), but \(reasons.joined(separator: ", and ")).")
  }

  /// The refusal with the advice that goes with every one.
  func cannot(_ message: String) -> ModelError {
    let list = recipes.map { item in
      "  \(item.recipe.does): “\(item.recipe.example)” (it cannot \(item.recipe.doesNot))"
    }
    return ModelError(
      kind: .cannot, message: message,
      advice: """
        It can only do these, exactly:
        \(list.joined(separator: "\n"))
        For everything else connect a model: set ANTHROPIC_API_KEY or OPENAI_API_KEY, or \
        OPENAI_BASE_URL for a local server, and name one with --model provider/model.
        """)
  }

  /// The reply that turns the starter into the matched app.
  func compose(_ match: RecipeMatch, name: String?) throws(TemplateError) -> String {
    guard let item = recipes.first(where: { item in item.id == match.recipe }) else {
      throw TemplateError(.missing, "There is no recipe \(match.recipe).")
    }
    let name = name ?? item.recipe.name
    try PackageManifest.check(name)
    return Composition.reply(
      files: try item.folder.folder("files").tree(), deletes: item.recipe.deletes,
      slots: match.slots.merging(["NAME": name]) { _, new in new })
  }
}
