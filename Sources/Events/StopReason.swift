/// Why a session ended.
package enum StopReason: String, Codable, Sendable, CaseIterable {
  case verified
  case rounds
  case time
  case budget
  case noProgress = "no_progress"
  /// Replies could not be applied, several times in a row.
  case refused
  /// The model says that an accepted test or example is wrong: the user decides.
  case disputed
  /// The user said no to the contract, before code was asked for.
  case declined
  case model
  /// Something outside the app and the model failed: the sandbox, the toolchain, the disk.
  case failure
  case interrupted
}
