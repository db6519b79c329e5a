/// An automaton for a pattern, read forwards or backwards.
struct PatternProgram {
  enum Step {
    /// A character of the class.
    case character(Int)
    /// Goes on only if the condition holds.
    case condition(Int)
    case jump(Int)
    case split(Int, Int)
    case end
  }

  private(set) var steps: [Step] = []
  let isBackward: Bool

  var count: Int { steps.count }

  /// `states` counts those of all automata of a pattern.
  init(
    _ node: PatternNode, isBackward: Bool, states: inout Int
  ) throws(TextPattern.Refusal) {
    self.isBackward = isBackward
    try add(node, &states)
    try add(Step.end, &states)
  }

  private mutating func add(_ step: Step, _ states: inout Int) throws(TextPattern.Refusal) {
    states += 1
    guard states <= TextPattern.mostStates else {
      throw TextPattern.Refusal("repeats too much (more than \(TextPattern.mostStates) states)")
    }
    steps.append(step)
  }

  private mutating func add(_ node: PatternNode, _ states: inout Int) throws(TextPattern.Refusal) {
    switch node {
    case .character(let number): try add(Step.character(number), &states)
    case .condition(let number): try add(Step.condition(number), &states)
    case .sequence(let nodes):
      for node in isBackward ? nodes.reversed() : nodes { try add(node, &states) }
    case .choice(let nodes):
      var jumps: [Int] = []
      for node in nodes.dropLast() {
        let split = steps.count
        try add(Step.split(split + 1, 0), &states)
        try add(node, &states)
        jumps.append(steps.count)
        try add(Step.jump(0), &states)
        steps[split] = .split(split + 1, steps.count)
      }
      if let last = nodes.last { try add(last, &states) }
      for jump in jumps { steps[jump] = .jump(steps.count) }
    case .repeated(let node, let least, let most):
      // An empty node adds no step however often it is repeated.
      for _ in 0..<min(least, TextPattern.mostStates) { try add(node, &states) }
      guard let most else { return try addLoop(node, &states) }
      var splits: [Int] = []
      for _ in 0..<min(most - least, TextPattern.mostStates) {
        splits.append(steps.count)
        try add(Step.split(steps.count + 1, 0), &states)
        try add(node, &states)
      }
      for split in splits { steps[split] = .split(split + 1, steps.count) }
    }
  }

  private mutating func addLoop(
    _ node: PatternNode, _ states: inout Int
  ) throws(TextPattern.Refusal) {
    let split = steps.count
    try add(Step.split(split + 1, 0), &states)
    try add(node, &states)
    try add(Step.jump(split), &states)
    steps[split] = .split(split + 1, steps.count)
  }
}
