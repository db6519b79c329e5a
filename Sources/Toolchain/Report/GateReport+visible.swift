import Events
import Workspace

extension GateReport {
  /// The same with nothing hidden in its texts: they hold what apps, tests and compilers have printed, and go
  /// to the terminal, the journal and the model from here.
  var visible: GateReport {
    var report = self
    report.detail = detail.visible
    report.problems = problems.map(\.visible)
    return report
  }
}

extension Problem {
  fileprivate var visible: Problem {
    switch self {
    case .diagnostic(var diagnostic):
      diagnostic.file = diagnostic.file?.visible
      diagnostic.message = diagnostic.message.visible
      diagnostic.notes = diagnostic.notes.map(\.visible)
      return .diagnostic(diagnostic)
    case .test(let failure):
      return .test(
        TestFailure(
          test: failure.test.visible, file: failure.file?.visible, line: failure.line,
          message: failure.message.visible))
    case .example(let failure):
      return .example(
        ExampleFailure(
          example: failure.example.visible, given: failure.given,
          mismatches: failure.mismatches.map(\.visible)))
    }
  }
}
