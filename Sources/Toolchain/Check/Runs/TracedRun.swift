import Behaviour
import Events
import Workspace

/// A run of an example, or of one with other input, and what it gave.
struct TracedRun: Sendable {
  var example: Example
  /// What is other than in the example: "half of its input"; nil for the example itself.
  var what: String?
  var trace: Trace
  /// When the run ended.
  var ended: ContinuousClock.Instant

  init(_ example: Example, _ trace: Trace) {
    self.init(example, what: nil, example.input, trace)
  }

  init(_ example: Example, what: String?, _ input: Input, _ trace: Trace) {
    self.example = example.with(input)
    self.what = what
    self.trace = trace
    ended = .now
  }
}

/// What the examples of an app have come to.
struct ExampleRuns: Sendable {
  var report: GateReport
  /// One run for each example that could be run, in their order.
  var runs: [TracedRun] = []
}
