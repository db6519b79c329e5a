/// One app the builtin model can compose, as described by `Templates/builtin/<id>/recipe.json`.
struct Recipe: Decodable, Sendable, Equatable {
  /// The template the files go on.
  var template: String
  /// The name of the app if nobody chose one.
  var name: String
  /// What it is in a few words, for a list of all.
  var short: String
  /// What it does, as the end of "The built-in model can …".
  var does: String
  /// What it does not do, for the list.
  var doesNot: String
  /// A description it answers to.
  var example: String
  /// One sentence about the composed app, with slots.
  var explanation: String
  /// What the description leaves to be filled in; slots without a standard value must be given.
  var slots: [String: Slot]
  /// Slots computed from another one.
  var derived: [String: Derivation]
  /// What a description must bring, each with the question to ask if it is missing.
  var needs: [Need]
  /// Pairs of slots whose values, both given, must differ.
  var different: [[String]]
  /// Words that stand for a value, by the table's name: spoken word to value.
  var tables: [String: [String: String]]
  /// Words that are filler elsewhere and mean something here, as "write" about logs.
  var meaningful: Set<String>
  /// Words that are never a name here.
  var notNames: [String]
  /// What it understands.
  var phrases: [Phrase]
  /// Files of the starter that the app does not need.
  var deletes: [String]

  struct Slot: Decodable, Sendable, Equatable {
    var standard: String?
    var ask: String?
  }

  struct Derivation: Decodable, Sendable, Equatable {
    var from: String
    var values: [String: String]
  }

  struct Need: Decodable, Sendable, Equatable {
    var gift: String
    var ask: String
  }

  /// Ways to say one thing, and what saying it means.
  struct Phrase: Decodable, Sendable, Equatable {
    var say: [Pattern]
    var gives: [String]?
    var sets: [String: String]?
    /// Whether saying it asks for what the recipe does not do.
    var never: Bool?
    /// Whether it counts only if it is the whole description.
    var whole: Bool?
  }
}

/// What one description asks for, in a recipe's terms.
package struct RecipeMatch: Sendable, Equatable {
  /// The recipe's folder, for example `csv-group`.
  package let recipe: String
  /// The template the app must be built on.
  package let template: String
  /// The values for the recipe's slots, by name.
  package let slots: [String: String]
  /// One sentence about what will be composed.
  package let explanation: String
  /// Words that were read as other ones.
  package let slips: [Slip]

  /// A word that was mistyped.
  package struct Slip: Sendable, Equatable {
    package let written: String
    package let meant: String
  }
}

/// One app the builtin model knows, for a list.
package struct KnownApp: Encodable, Sendable, Equatable {
  /// The recipe's folder, for example `csv-group`.
  package let app: String
  /// What it does.
  package let does: String
  /// What it does not do.
  package let doesNot: String
  /// A description that makes it.
  package let example: String

  enum CodingKeys: String, CodingKey {
    case app, does
    case doesNot = "does_not"
    case example
  }
}
