/// The checks, cheapest first.
package enum Gate: String, Codable, Sendable, CaseIterable {
  case syntax
  case compile
  case tests
  case examples
  case smoke
  /// Whether the examples prove anything: asked of apps that somebody may have bent to their checks.
  case proof
}

extension Gate {
  /// The gate at the beginning of a sentence for the model.
  package var title: String {
    switch self {
    case .syntax: "The syntax check"
    case .compile: "The build"
    case .tests: "The test run"
    case .examples: "The examples"
    case .smoke: "The run without arguments and input"
    case .proof: "The trial of what the examples prove"
    }
  }
}
