import Behaviour
import Events
import Workspace

/// Two runs on the same input that gave different results.
struct Unsteadiness: Sendable, Equatable {
  /// The example, with the input of the two runs.
  var example: Example
  /// What is other than in the example itself; nil for nothing.
  var what: String?
  var difference: TraceDifference
  var cause: LikelyCause

  /// Returns nil if nothing differs, or if what differs may: the contract says by what the results vary.
  ///
  /// An app that looks at the clock must not print in the order of a `Dictionary`, one that draws by chance may.
  init?(_ first: TracedRun, _ second: Trace, uses: SourceUses, varies: [Variation]) {
    guard let difference = TraceDifference(between: first.trace, and: second) else { return nil }
    cause = LikelyCause(of: difference, uses: uses)
    if varies.contains(.chance) || varies.contains(.time) && cause != .order { return nil }
    self.difference = difference
    example = first.example
    what = first.what
  }

  /// The failure that says so, and that the contract may say `mayVary` if the description asks for that.
  func failure(mayVary: Set<Variation>) -> ExampleFailure {
    let (line, first, second) = difference.lines
    let given = what.map { " (with \($0))" } ?? ""
    return ExampleFailure(
      example: example.name, given: example,
      mismatches: [
        Mismatch(
          "two runs on the same input\(given) differ: \(difference.place), line \(line)\n"
            + "  first:  \(Self.shown(first))\n"
            + "  second: \(Self.shown(second))\n"
            + "Likely cause: \(cause.advice)" + Self.way(cause, mayVary))
      ])
  }

  private static func way(_ cause: LikelyCause, _ mayVary: Set<Variation>) -> String {
    guard cause != .order, !mayVary.isEmpty else { return "" }
    let words = Variation.allCases.filter(mayVary.contains).map { "\"\($0.rawValue)\"" }
    return ". If this is what the description asks for, send wisp.json again with \"varies\": "
      + "[\(words.joined(separator: ", "))], and expect only what holds in every run"
  }

  private static func shown(_ line: String?) -> String {
    guard let line else { return "(no such line)" }
    return "\"\(VerdictText.cut(line, to: 300))\""
  }
}
