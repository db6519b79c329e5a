package import LLM

/// What the builtin model says where it cannot do what was asked: the reason in a sentence, what it can
/// do instead, how to get more.
package enum BuiltinRefusal {
  /// How to connect a model, in one line.
  package static let connect =
    "To connect a model, set a key (ANTHROPIC_API_KEY, OPENAI_API_KEY, GEMINI_API_KEY) or "
    + "OPENAI_BASE_URL. `wisp models` shows the models that were found; --model chooses one of them."

  /// Where all its apps are listed.
  private static let list = "`wisp models --builtin` lists what the built-in model can make."

  /// A refusal without a hint at a recipe.
  static func plain(_ reason: String) -> ModelError {
    ModelError(kind: .cannot, message: reason, advice: connect)
  }

  /// The refusal of a change of an app, which is left alone.
  package static func change(of app: String) -> ModelError {
    plain("The built-in model cannot change apps; \(app) is as it was.")
  }

  /// The refusal of a description that one recipe nearly explains, with a sentence that it does.
  static func near(_ recipe: Recipe, _ reading: RecipeReading) -> ModelError {
    var reasons = reading.problems
    if !reading.unknown.isEmpty {
      let words = reading.unknown.map { word in "“\(word)”" }.joined(separator: ", ")
      reasons.insert("does not understand \(words)", at: 0)
    }
    return ModelError(
      kind: .cannot,
      message: "The built-in model can \(recipe.does), but \(joined(reasons)).",
      advice: """
        Try: wisp "\(recipe.example)"
        \(list)
        \(connect)
        """)
  }

  /// The refusal of a description that no recipe is near to.
  static func unknown(_ description: String, known: [String]) -> ModelError {
    ModelError(
      kind: .cannot,
      message: "The built-in model has no recipe for “\(beginning(of: description))”.",
      advice: """
        It makes only: \(known.joined(separator: " · ")).
        \(list)
        \(connect)
        """)
  }

  /// The reasons in one sentence, the description named once.
  private static func joined(_ reasons: [String]) -> String {
    let says = "the description does not say "
    var text = ""
    var isSaying = false
    for reason in reasons {
      let isNext = isSaying && reason.hasPrefix(says)
      if !text.isEmpty { text += isNext ? ", nor " : ", and " }
      text += isNext ? String(reason.dropFirst(says.count)) : reason
      isSaying = reason.hasPrefix(says)
    }
    return text
  }

  private static func beginning(of description: String) -> String {
    let longest = 120
    guard description.count > longest else { return description }
    let words = description.prefix(longest).split(separator: " ").dropLast()
    return (words.isEmpty ? String(description.prefix(longest)) : words.joined(separator: " "))
      + " …"
  }
}
