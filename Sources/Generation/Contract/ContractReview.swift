package import Workspace

/// What the user says to a contract before code is paid for.
package enum ContractReview: Sendable, Equatable {
  /// As it is, or as the user has changed it.
  case accepted(AppManifest)
  case declined
}
