import Events
import Generation
import Synchronization
import Toolchain
import Workspace

/// Says what the test has it say, and keeps what it was asked.
final class ScriptedAsker: Asker {
  enum Asked: Equatable {
    case permit(ContractRequest)
    case review(AppManifest)
    case agree(AppManifest.Permissions, app: String)
    case choose(Question)
  }

  private let answers: Mutex<[Consent]>
  private let log = Mutex<[Asked]>([])

  /// One answer a question; nobody is there after the last.
  init(_ answers: [Consent] = []) { self.answers = Mutex(answers) }

  /// What it was asked, in order.
  var asked: [Asked] { log.withLock(\.self) }

  private func answer(_ question: Asked) -> Consent {
    log.withLock { $0.append(question) }
    return answers.withLock { $0.isEmpty ? .nobody : $0.removeFirst() }
  }

  func permit(_ request: ContractRequest) -> Bool { answer(.permit(request)) == .yes }

  func review(_ contract: AppManifest) -> ContractReview {
    answer(.review(contract)) == .yes ? .accepted(contract) : .declined
  }

  func agree(to grant: Grant, for app: String) -> Consent {
    answer(.agree(grant.permissions, app: app))
  }

  func choose(_ question: Question) -> Consent { answer(.choose(question)) }
}
