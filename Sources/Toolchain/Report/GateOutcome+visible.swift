import Workspace

extension GateOutcome {
  /// The same with nothing hidden in its texts: they hold what apps, tests and compilers have printed, and go
  /// to the terminal, the journal and the model from here.
  var visible: GateOutcome {
    var outcome = self
    outcome.detail = detail.visible
    outcome.diagnostics = diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.file = diagnostic.file?.visible
      diagnostic.message = diagnostic.message.visible
      diagnostic.notes = diagnostic.notes.map(\.visible)
      return diagnostic
    }
    outcome.tests?.failures = (tests?.failures ?? []).map { failure in
      TestFailure(
        test: failure.test.visible, file: failure.file?.visible, line: failure.line,
        message: failure.message.visible)
    }
    outcome.examples?.failures = (examples?.failures ?? []).map { failure in
      ExampleFailure(
        example: failure.example.visible, given: failure.given,
        mismatches: failure.mismatches.map(\.visible))
    }
    return outcome
  }
}
