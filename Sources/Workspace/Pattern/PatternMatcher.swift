/// Follows automata through a text.
struct PatternMatcher {
  /// The text's characters, each as a number of its own.
  private let text: [Int]
  /// For each class of characters, which of them it has.
  private let classes: [[Bool]]
  /// For each condition, the places where it holds.
  private var conditions: [[Bool]]
  private let pieces: PatternPieces
  /// Of the text, for messages.
  private let bytes: Int
  private var work = 0
  /// Where the looks that have been added match.
  private var looks: [[Bool]] = []

  init(_ pieces: PatternPieces, _ text: String) throws(TextPattern.Refusal) {
    self.pieces = pieces
    bytes = text.utf8.count
    var numbers: [Character: Int] = [:]
    self.text = text.map { character in
      if let number = numbers[character] { return number }
      numbers[character] = numbers.count
      return numbers.count - 1
    }
    var characters = Array(repeating: "", count: numbers.count)
    for (character, number) in numbers { characters[number] = String(character) }
    classes = try pieces.classes.map { expression throws(TextPattern.Refusal) in
      let regex = try Self.regex(expression)
      return characters.map { (try? regex.wholeMatch(in: $0)) != nil }
    }
    let ends = Array(repeating: false, count: self.text.count + 1)
    conditions = try pieces.conditions.map { condition throws(TextPattern.Refusal) in
      guard case .anchor(let expression) = condition else { return [] }
      return Self.places(of: try Self.regex(expression), in: text, ends)
    }
  }

  private static func regex(
    _ expression: String
  ) throws(TextPattern.Refusal) -> Regex<AnyRegexOutput> {
    guard let regex = try? Regex(expression) else {
      throw TextPattern.Refusal("has a part that cannot be used alone: \(expression)")
    }
    return regex.anchorsMatchLineEndings()
  }

  /// Where an anchor matches.
  private static func places(
    of anchor: Regex<AnyRegexOutput>, in text: String, _ none: [Bool]
  ) -> [Bool] {
    var places = none
    var index = text.startIndex
    var place = 0
    for match in text.matches(of: anchor) {
      while index < match.range.lowerBound {
        text.formIndex(after: &index)
        place += 1
      }
      places[place] = true
    }
    return places
  }

  /// Finds out where a look matches, for the automata that ask.
  mutating func add(_ look: PatternProgram) throws(TextPattern.Refusal) {
    let number = looks.count
    looks.append(try reached(look, untilFirst: false))
    for case (let index, .look(number, let isNegated)) in zip(
      pieces.conditions.indices, pieces.conditions)
    {
      conditions[index] = looks[number].map { $0 != isNegated }
    }
  }

  mutating func occurs(_ program: PatternProgram) throws(TextPattern.Refusal) -> Bool {
    try reached(program, untilFirst: true).contains(true)
  }

  /// The places where the automaton comes to its end, begun at every place.
  private mutating func reached(
    _ program: PatternProgram, untilFirst: Bool
  ) throws(TextPattern.Refusal) -> [Bool] {
    var ends = Array(repeating: false, count: text.count + 1)
    var current = States(program.count)
    var next = States(program.count)
    var stack: [Int] = []
    for offset in 0...text.count {
      let place = program.isBackward ? text.count - offset : offset
      add(0, of: program, at: place, to: &current, &stack)
      let isLast = offset == text.count
      let character = isLast ? 0 : text[program.isBackward ? place - 1 : place]
      work += current.members.count + 1
      guard work <= TextPattern.mostWork else {
        throw TextPattern.Refusal("takes too long on a text of \(bytes) bytes")
      }
      for state in current.members {
        switch program.steps[state] {
        case .character(let number) where !isLast && classes[number][character]:
          add(
            state + 1, of: program, at: program.isBackward ? place - 1 : place + 1, to: &next,
            &stack)
        case .end:
          ends[place] = true
          if untilFirst { return ends }
        default: break
        }
      }
      swap(&current, &next)
      next.removeAll()
    }
    return ends
  }

  /// Adds a state and all that are reached from it without a character.
  private func add(
    _ state: Int, of program: PatternProgram, at place: Int, to states: inout States,
    _ stack: inout [Int]
  ) {
    stack.append(state)
    while let state = stack.popLast() {
      guard states.insert(state) else { continue }
      switch program.steps[state] {
      case .jump(let target): stack.append(target)
      case .split(let first, let second):
        stack.append(second)
        stack.append(first)
      case .condition(let number) where conditions[number][place]: stack.append(state + 1)
      default: break
      }
    }
  }

  /// A set of states that is emptied in no time.
  private struct States {
    private(set) var members: [Int] = []
    private var round = 1
    private var seen: [Int]

    init(_ count: Int) { seen = Array(repeating: 0, count: count) }

    mutating func insert(_ state: Int) -> Bool {
      guard seen[state] != round else { return false }
      seen[state] = round
      members.append(state)
      return true
    }

    mutating func removeAll() {
      members.removeAll(keepingCapacity: true)
      round += 1
    }
  }
}
