import Events
import Workspace

/// Whether the examples of an app that passes them prove anything.
extension Check {
  /// They prove nothing if the untouched starter passes them all, and little if the app answers every input alike, or
  /// the same input in different ways.
  mutating func proof() async throws -> GateReport {
    guard let app = subject.manifest, !app.examples.isEmpty else {
      return GateReport(result: .skipped, detail: "no examples")
    }
    let vacuous = try await subject.vacuousExamples?()
    if let vacuous, vacuous.count == app.examples.count {
      foundProof = Proof(vacuous: vacuous)
      return .unproven("tried on the untouched starter", [.vacuous(vacuous, of: app)])
    }
    let found = try await sensitivity(of: app)
    variedRuns = found.runs
    let again = try await repetition()
    let isConstant = !found.constant.isEmpty && found.constant.count == found.variable
    let isHeld = isConstant && !subject.mayBeConstant
    let unsteady = (again.unsteady + found.unsteady).onePerExample
    let clock = app.varies.contains(.time) ? nil : UsedSources(parsed).clock
    foundProof = Proof(
      vacuous: vacuous, constant: found.constant, isConstancyHeld: isHeld,
      unsteady: unsteady.map(\.example.name), clock: clock)
    let runTwice = unsteady.map { $0.failure(mayVary: subject.mayVary) } + again.heldOnce
    let otherInput = found.crashes + (isHeld ? [.constant(found.constant, of: app)] : [])
    guard runTwice.isEmpty, otherInput.isEmpty else {
      return .unproven(
        runTwice.isEmpty ? "tried with other input" : "run twice on the same input",
        runTwice + otherInput)
    }
    return GateReport(
      result: .passed,
      notes: clock.map {
        ["the app reads the clock (\($0)): two runs cannot show what another day changes"]
      })
  }

  /// What the examples prove; of an app that fails before the gate, only what the starter says.
  func proofFound() async throws -> Proof? {
    if let foundProof { return foundProof }
    guard let vacuous = try await subject.vacuousExamples?() else { return nil }
    return Proof(vacuous: vacuous)
  }
}

extension [Unsteadiness] {
  /// The first one of each example: more of them say the same.
  fileprivate var onePerExample: [Unsteadiness] {
    var names: Set<String> = []
    return filter { names.insert($0.example.name).inserted }
  }
}

extension GateReport {
  fileprivate static func unproven(_ detail: String, _ failures: [ExampleFailure]) -> GateReport {
    GateReport(result: .failed, detail: detail, problems: failures.map(Problem.example))
  }
}

extension ExampleFailure {
  fileprivate static func vacuous(_ examples: [String], of app: AppManifest) -> ExampleFailure {
    let names = examples.joined(separator: ", ")
    return ExampleFailure(
      example: names, given: app.examples.first { $0.name == names },
      mismatches: [
        Mismatch(
          "holds already for the untouched starter, so it shows nothing: "
            + "write examples in wisp.json that only the finished app satisfies")
      ])
  }

  fileprivate static func constant(_ examples: [String], of app: AppManifest) -> ExampleFailure {
    let names = examples.joined(separator: ", ")
    let hasRunsBefore = app.examples.contains { examples.contains($0.name) && !$0.before.isEmpty }
    return ExampleFailure(
      example: names, given: app.examples.first { $0.name == names },
      mismatches: [
        Mismatch(
          "the output is the same for other numbers, for half of the input and for none"
            + (hasRunsBefore ? ", and without the runs before it" : "") + ": the "
            + "app must compute it from its input. Where it does, send wisp.json again with "
            + "examples whose output depends on their input")
      ])
  }
}
