import Workspace

/// One thing that a gate has found.
package enum Problem: Sendable, Equatable {
  case diagnostic(Diagnostic)
  case test(TestFailure)
  case example(ExampleFailure)

  package var diagnostic: Diagnostic? {
    if case .diagnostic(let diagnostic) = self { diagnostic } else { nil }
  }

  package var test: TestFailure? {
    if case .test(let failure) = self { failure } else { nil }
  }

  package var example: ExampleFailure? {
    if case .example(let failure) = self { failure } else { nil }
  }

  /// Whether it keeps the app from being verified: all but warnings and notes do.
  package var isFault: Bool { diagnostic.map { $0.severity == .error } ?? true }

  /// What is wrong, in its own words.
  package var message: String {
    switch self {
    case .diagnostic(let diagnostic): diagnostic.message
    case .test(let failure): failure.message
    case .example(let failure): failure.mismatches.first?.message ?? ""
    }
  }
}
