import Synchronization
import Toolchain
import WispCore
import Workspace

/// The person at the terminal, asked about the contract of a session.
struct TerminalAsker: Asker {
  let terminal: Terminal
  /// False if standard output and questions do not go together.
  let canAsk: Bool
  /// Whether the user agreed beforehand, with `--yes`.
  let agrees: Bool
  /// Told of every answer about the contract, for the recording.
  var permitted: @Sendable (Bool) -> Void = { _ in }

  func permit(_ request: ContractRequest) async -> Bool {
    let question = ContractQuestion(terminal: terminal, canAsk: canAsk, agrees: agrees)
    let answer = await question.permits(request)
    permitted(answer)
    return answer
  }

  func review(_ contract: AppManifest) async throws -> ContractReview {
    try await ReviewQuestion(terminal: terminal).ask(contract)
  }

  func agree(to grant: Grant, for app: String) async -> Consent { agrees ? .yes : .nobody }
  func choose(_ question: Question) async -> Consent { .nobody }
}

/// The answers about the contract that a recording has, in order; no after the last.
final class RecordedAnswers: Asker {
  private let answers: Mutex<ArraySlice<Bool>>

  init(_ answers: [Bool]) { self.answers = Mutex(answers[...]) }

  func permit(_ request: ContractRequest) async -> Bool {
    answers.withLock { $0.popFirst() } ?? false
  }

  func review(_ contract: AppManifest) async -> ContractReview { .accepted(contract) }
  func agree(to grant: Grant, for app: String) async -> Consent { .nobody }
  func choose(_ question: Question) async -> Consent { .nobody }
}
