/// What a pattern is made of.
indirect enum PatternNode {
  /// One character, by the number of its class.
  case character(Int)
  /// A condition of the place, by its number.
  case condition(Int)
  case sequence([PatternNode])
  case choice([PatternNode])
  case repeated(PatternNode, least: Int, most: Int?)
}

/// What the nodes refer to by number.
struct PatternPieces {
  /// Classes of characters, as expressions of `Regex` for one character.
  var classes: [String] = []
  var conditions: [Condition] = []
  var looks: [Look] = []

  enum Condition: Equatable {
    /// An expression of `Regex` that matches nothing but a place.
    case anchor(String)
    /// The number of a look, and whether it must not match.
    case look(Int, isNegated: Bool)
  }

  struct Look {
    var node: PatternNode
    var isAhead: Bool
  }

  mutating func character(_ expression: String) -> PatternNode {
    if let number = classes.firstIndex(of: expression) { return .character(number) }
    classes.append(expression)
    return .character(classes.count - 1)
  }

  mutating func condition(_ condition: Condition) -> PatternNode {
    if case .anchor = condition, let number = conditions.firstIndex(of: condition) {
      return .condition(number)
    }
    conditions.append(condition)
    return .condition(conditions.count - 1)
  }
}
