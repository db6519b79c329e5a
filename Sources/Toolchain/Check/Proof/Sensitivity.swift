import Events

/// Whether an app that passed its examples looks at what it is given, and stays with its answer.
struct Sensitivity: Sendable {
  /// Names of examples whose output was the same for every other input.
  var constant: [String] = []
  /// How many examples had an input that could be other.
  var variable = 0
  /// Crashes on other input.
  var crashes: [ExampleFailure] = []
  /// Runs that gave something else when they were made again.
  var unsteady: [Unsteadiness] = []
  /// The runs with other input.
  var runs: [TracedRun] = []
}
