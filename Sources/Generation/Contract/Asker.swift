package import Events
package import Toolchain
package import Workspace

/// The one way to a person: a terminal, a page or an agent's protocol; `Nobody` where there is none.
///
/// A question is a value; its words are the face's own.
package protocol Asker: Sendable {
  /// Whether the accepted contract may be changed; no where nobody can be asked.
  func permit(_ request: ContractRequest) async throws -> Bool

  /// What becomes of a contract before code is asked for.
  func review(_ contract: AppManifest) async throws -> ContractReview

  /// Whether an app of this name may use what it asks for, from now on.
  func agree(to grant: Grant, for app: String) async throws -> Consent

  /// A question between yes and no that is about neither.
  func choose(_ question: Question) async throws -> Consent
}

/// What a person says to a question.
package enum Consent: Sendable, Equatable {
  case yes
  case no
  /// Nobody can be asked.
  case nobody
}

/// What a person is asked beside contracts and permissions.
package enum Question: Sendable, Equatable {
  /// Whether repositories that are new since an app of this name started, and may be the user's, are to get a
  /// suffix.
  case setAside([String], app: String, suffix: String)
  /// Whether a page or picture that an app wrote is to be opened: what the app could read of the user's, and
  /// whether it is shown without its scripts and a network.
  case open(page: String, read: [String], isWrapped: Bool)
}

/// Where nobody can be asked: a yes that was given beforehand, or none.
package struct Nobody: Asker {
  /// Whether the user has agreed beforehand to changes of the contract and to permissions.
  package var agrees: Bool

  package init(agrees: Bool = false) { self.agrees = agrees }

  package func permit(_ request: ContractRequest) async -> Bool { agrees }

  package func review(_ contract: AppManifest) async -> ContractReview { .declined }

  package func agree(to grant: Grant, for app: String) async -> Consent { agrees ? .yes : .nobody }

  package func choose(_ question: Question) async -> Consent {
    // What may be the user's own is never renamed unasked.
    if case .open = question, agrees { return .yes }
    return .nobody
  }
}
