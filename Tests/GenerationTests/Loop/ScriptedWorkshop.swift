import Apps
import Synchronization
import Toolchain
import Workspace

@testable import Events
@testable import Generation

/// A workshop that says what its script has, and keeps what it was asked to check; the last verdict is given again and
/// again.
final class ScriptedWorkshop: Workshop {
  enum Check: Sendable {
    case gives(Verdict)
    case throwing(any Error)
    /// It does not end before it is cancelled.
    case isEndless
  }

  private struct State {
    var checks: [Check]
    var subjects: [CheckSubject] = []
    var isEnded = false
    var kept: [AppVersion] = []
    var compared: [AppVersion] = []
  }

  let toolchain = "scripted"
  private let state: Mutex<State>

  /// What a comparison gives.
  private let comparison: Result<BehaviourCompared?, any Error>

  init(_ checks: [Check], comparison: Result<BehaviourCompared?, any Error> = .success(nil)) {
    state = Mutex(State(checks: checks))
    self.comparison = comparison
  }

  /// The versions that it was to keep, and those that were compared with them.
  var kept: [AppVersion] { state.withLock(\.kept) }
  var compared: [AppVersion] { state.withLock(\.compared) }

  var subjects: [CheckSubject] { state.withLock(\.subjects) }
  var isEnded: Bool { state.withLock(\.isEnded) }

  func prepared() async {}
  func preparedForCheck() async {}
  func offer(_ tree: FileTree, _ manifest: AppManifest, triesExamples: Bool) async {}
  func keep(_ earlier: AppVersion, program: BuiltProgram?) async {
    state.withLock { $0.kept.append(earlier) }
  }

  func compare(
    _ version: AppVersion, in scratchDirectory: String
  ) async throws -> BehaviourCompared? {
    state.withLock { $0.compared.append(version) }
    return try comparison.get()
  }

  func end() async { state.withLock { $0.isEnded = true } }

  func check(
    _ subject: CheckSubject, triesExamples: Bool, report: @escaping @Sendable (CheckEvent) -> Void
  ) async throws -> Verdict {
    let check = state.withLock { state in
      state.subjects.append(subject)
      return state.checks.count > 1 ? state.checks.removeFirst() : state.checks[0]
    }
    switch check {
    case .gives(let verdict): return verdict
    case .throwing(let error): throw error
    case .isEndless:
      let (ends, continuation) = AsyncStream.makeStream(of: Never.self)
      for await _ in ends {}
      withExtendedLifetime(continuation) {}
      throw CancellationError()
    }
  }
}

extension Verdict {
  /// All gates passed, and the examples prove something.
  static let passing = Verdict(
    gates: Gate.allCases.map { GateResult(gate: $0, result: .passed, milliseconds: 1) },
    proof: Proof(vacuous: []))

  /// Failed at a gate, with one problem for each message.
  static func failing(_ gate: Gate, _ messages: String..., proof: Proof? = nil) -> Verdict {
    let problems = messages.map { message -> Problem in
      switch gate {
      case .syntax, .compile:
        .diagnostic(
          Diagnostic(
            file: "Sources/AppCore/Shout.swift", line: 1, column: 1, severity: .error,
            message: message))
      case .tests: .test(TestFailure(test: "t()", file: nil, line: nil, message: message))
      default:
        .example(ExampleFailure(example: "loud", mismatches: [Mismatch(message)]))
      }
    }
    let gates = Gate.allCases.map { each in
      if each == gate {
        return GateResult(
          gate: each, milliseconds: 1, report: GateReport(result: .failed, problems: problems))
      }
      let isBefore = Gate.allCases.prefix { $0 != gate }.contains(each)
      return GateResult(gate: each, result: isBefore ? .passed : .skipped, milliseconds: 1)
    }
    return Verdict(gates: gates, proof: proof)
  }
}
