import Events
import Workspace

/// Whether the examples of an app that passes them prove anything.
extension Check {
  /// They prove nothing if the untouched starter passes them all, and little if the app answers every input alike.
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
    let isConstant = !found.constant.isEmpty && found.constant.count == found.variable
    let isHeld = isConstant && !subject.mayBeConstant
    foundProof = Proof(vacuous: vacuous, constant: found.constant, isConstancyHeld: isHeld)
    let failures = found.crashes + (isHeld ? [.constant(found.constant, of: app)] : [])
    return failures.isEmpty
      ? GateReport(result: .passed) : .unproven("tried with other input", failures)
  }

  /// What the examples prove; of an app that fails before the gate, only what the starter says.
  func proofFound() async throws -> Proof? {
    if let foundProof { return foundProof }
    guard let vacuous = try await subject.vacuousExamples?() else { return nil }
    return Proof(vacuous: vacuous)
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
