/// How one recipe reads one description: every word explained, or the words that are not.
struct RecipeReading: Sendable, Equatable {
  var slots: [String: String] = [:]
  var gifts: Set<String> = []
  /// Texts that mean nothing to the recipe, words that belong together joined.
  var unknown: [String] = []
  /// Slots that were given two values.
  var contradictions: Set<String> = []
  /// How many words the recipe's own phrases explain.
  var weight = 0
  /// The missing or wrong parts, in words; empty if there are none.
  var problems: [String] = []

  /// How near the description is to the recipe: first whether it is the recipe's subject at all.
  var fit: (Int, Int, Int) { (hasSubject ? 1 : 0, weight - unknown.count, -problems.count) }

  /// Whether the recipe is what was meant, more likely than not: else its name would only puzzle.
  var isNear: Bool { weight > 0 && (hasSubject || weight >= unknown.count) }

  private var hasSubject = false

  var isComplete: Bool { unknown.isEmpty && problems.isEmpty }

  init(_ tokens: [Token], recipe: Recipe, words: CommonWords) {
    var unknownAt: [Int] = []
    var isFiller = [Bool](repeating: false, count: tokens.count)
    let reading = { token, kind in words.value(of: token, kind: kind, recipe: recipe) }
    var index = 0
    while index < tokens.count {
      let rest = tokens[index...]
      let filler = words.fillerCount(rest, recipe: recipe)
      var best: (count: Int, slots: [String: String], phrase: Recipe.Phrase)?
      for phrase in recipe.phrases {
        for pattern in phrase.say {
          if let found = pattern.match(rest, reading: reading),
            found.count > best?.count ?? 0,
            phrase.whole != true || found.count == tokens.count
          {
            best = (found.count, found.slots, phrase)
          }
        }
      }
      if let best, best.phrase.never == true {
        unknownAt += index..<(index + best.count)
        index += best.count
      } else if let best, best.count >= filler {
        take(best.slots.merging(best.phrase.sets ?? [:]) { found, _ in found })
        gifts.formUnion(best.phrase.gives ?? [])
        weight += best.count
        index += best.count
      } else if filler > 0 {
        for place in index..<(index + filler) { isFiller[place] = true }
        index += filler
      } else {
        unknownAt.append(index)
        index += 1
      }
    }
    unknown = Self.join(unknownAt, tokens, isFiller)
    finish(recipe)
  }

  private mutating func take(_ found: [String: String]) {
    for (name, value) in found {
      if slots[name] != nil { contradictions.insert(name) }
      slots[name] = value
    }
  }

  private mutating func finish(_ recipe: Recipe) {
    hasSubject = recipe.needs.allSatisfy { need in gifts.contains(need.gift) }
    for need in recipe.needs where !gifts.contains(need.gift) { problems.append(need.ask) }
    for name in contradictions.sorted() {
      problems.append(
        "the description asks for two things where one is possible (\(name.lowercased()))")
    }
    for (name, slot) in recipe.slots.sorted(by: { $0.key < $1.key }) {
      if slots[name] == nil, slot.standard == nil, let ask = slot.ask { problems.append(ask) }
    }
    for pair in recipe.different {
      let values = pair.compactMap { name in slots[name]?.lowercased() }
      if values.count == 2, values[0] == values[1] {
        problems.append("\(pair.joined(separator: " and ").lowercased()) are the same")
      }
    }
    slots = slots.filter { slot in recipe.slots.keys.contains(slot.key) }
    for (name, slot) in recipe.slots where slots[name] == nil { slots[name] = slot.standard }
    for (name, derivation) in recipe.derived {
      slots[name] = slots[derivation.from].flatMap { value in derivation.values[value] }
    }
  }

  /// Joins unknown words with nothing but filler between them, so that people recognise them.
  private static func join(_ places: [Int], _ tokens: [Token], _ isFiller: [Bool]) -> [String] {
    var runs: [ClosedRange<Int>] = []
    for place in places {
      if let last = runs.last, ((last.upperBound + 1)..<place).allSatisfy({ isFiller[$0] }) {
        runs[runs.count - 1] = last.lowerBound...place
      } else {
        runs.append(place...place)
      }
    }
    return runs.map { run in tokens[run].map(\.text).joined(separator: " ") }
  }
}
