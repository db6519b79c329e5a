/// Why two runs of one program on one input probably differ.
package enum LikelyCause: String, Sendable, Equatable {
  /// The order of a `Dictionary` or a `Set`: Swift orders them anew in every process.
  case order
  case time
  case chance
  case unknown

  /// Tells the cause from the two texts first, then from what the sources use.
  package init(of difference: TraceDifference, uses: SourceUses) {
    let (one, other) = (difference.first, difference.second)
    if one.sorted() == other.sorted() || Self.tokens(one) == Self.tokens(other) {
      self = .order
      return
    }
    let differing = zip(one, other).filter { $0 != $1 }
    let areTimes =
      one.count == other.count
      && differing.allSatisfy { Volatile.hidden(in: $0) == Volatile.hidden(in: $1) }
    if areTimes, uses.clock || !uses.chance {
      self = differing.contains { $0.0.contains(":") || uses.clock } ? .time : .chance
    } else if uses.chance, !uses.clock {
      self = .chance
    } else if uses.clock, !uses.chance {
      self = .time
    } else if uses.unordered, !uses.clock, !uses.chance {
      self = .order
    } else {
      self = .unknown
    }
  }

  private static func tokens(_ lines: [String]) -> [Substring] {
    lines.flatMap { Tokens.all(in: $0) }.sorted()
  }

  /// What it is and what helps, in one sentence to whoever wrote the program.
  package var advice: String {
    switch self {
    case .order:
      "the order of a Dictionary or a Set is another one in every run; sort before you print, pick or cut"
    case .time:
      "it depends on the time of the run; compute it from the input alone"
    case .chance:
      "it depends on chance; compute it from the input alone, with a fixed seed if need be"
    case .unknown:
      "the order of a Dictionary or a Set, the time or chance; sort, and compute from the input alone"
    }
  }
}

/// What the sources of an app use that can make two runs differ.
package struct SourceUses: Sendable, Equatable {
  /// They read the clock.
  package var clock: Bool
  /// They draw random numbers or make identifiers.
  package var chance: Bool
  /// They hold a `Dictionary` or a `Set`.
  package var unordered: Bool

  package init(clock: Bool = false, chance: Bool = false, unordered: Bool = false) {
    self.clock = clock
    self.chance = chance
    self.unordered = unordered
  }
}
