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
    if let match = match(tokens) ?? mendedMatch(tokens) { return match }
    let readings = readings(of: tokens).map { reading in (reading.recipe, reading.reading) }
    let nearest = readings.max { a, b in a.1.fit < b.1.fit }
    guard let (recipe, reading) = nearest, reading.isNear else { throw nothing(for: description) }
    throw BuiltinRefusal.near(recipe, reading)
  }

  private func readings(of tokens: [Token]) -> [(
    id: String, recipe: Recipe, reading: RecipeReading
  )] {
    recipes.map { ($0.id, $0.recipe, RecipeReading(tokens, recipe: $0.recipe, words: words)) }
  }

  /// The recipe that explains every word; nil if none does.
  private func match(_ tokens: [Token]) -> RecipeMatch? {
    let complete = readings(of: tokens).filter(\.reading.isComplete)
    guard let best = complete.max(by: { a, b in a.reading.weight < b.reading.weight })
    else { return nil }
    return RecipeMatch(
      recipe: best.id, template: best.recipe.template, slots: best.reading.slots,
      explanation: Composition.fill(best.recipe.explanation, best.reading.slots),
      slips: tokens.compactMap { token in
        token.meant.map { RecipeMatch.Slip(written: token.text, meant: $0) }
      })
  }

  /// The recipe that explains every word once mistyped ones are mended, as few as will do.
  private func mendedMatch(_ tokens: [Token]) -> RecipeMatch? {
    let vocabulary = Vocabulary(recipes.map(\.recipe), words)
    var mended = tokens
    for index in mended.indices where !mended[index].isQuoted {
      mended[index].meant = vocabulary.word(meantBy: mended[index].word)
    }
    let slips = mended.indices.filter { mended[$0].meant != nil }
    guard !slips.isEmpty, var found = match(mended) else { return nil }
    for index in slips {
      var fewer = mended
      fewer[index].meant = nil
      if let match = match(fewer) { (mended, found) = (fewer, match) }
    }
    return found
  }

  /// Every app there is a recipe for.
  package var apps: [KnownApp] {
    recipes.map { item in
      KnownApp(
        app: item.id, does: item.recipe.does, doesNot: item.recipe.doesNot,
        example: item.recipe.example)
    }
  }

  /// The refusal of what no recipe is near to.
  func nothing(for description: String) -> ModelError {
    BuiltinRefusal.unknown(description, known: recipes.map(\.recipe.short))
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
