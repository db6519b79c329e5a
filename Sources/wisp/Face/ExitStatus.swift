import ArgumentParser
import LLM
import Sandbox
import Terminal
import Toolchain
import WispCore
import Workbench

/// The exit codes of the contract, in one table (`run` and `once` return the app's own code instead).
enum ExitStatus: Int32 {
  /// Done and, for generation, verified.
  case done = 0
  /// Not verified, a check failed, a reply was refused.
  case notVerified = 1
  /// Wrong arguments or configuration.
  case usage = 2
  /// No key, no network, quota, refusal: the model gave no answer.
  case model = 3
  /// It cannot be checked here: the sandbox, the toolchain or a dependency is missing.
  case sandbox = 4
  /// Rounds, time or budget were used up.
  case limit = 5
  /// The app reached its time limit (`run`).
  case appTimeLimit = 124
  case interrupted = 130

  /// What the parser ends the process with.
  var exit: ExitCode { ExitCode(rawValue) }

  /// The code for the end of a session.
  init(_ reason: StopReason, error: (any Error)?) {
    switch reason {
    case .verified: self = .done
    case .rounds, .time, .budget: self = .limit
    case .noProgress, .refused, .disputed, .declined: self = .notVerified
    case .model: self = .model
    case .failure: self = error.map { ExitStatus(for: $0) } ?? .notVerified
    case .interrupted: self = .interrupted
    }
  }

  /// The code for an error that ended a command.
  init(for error: any Error) {
    switch error {
    case is ModelError: self = .model
    case let error as SandboxError where [.output, .command].contains(error.kind):
      self = .notVerified
    case is SandboxError, is ToolchainError, is MissingDependencies: self = .sandbox
    case is CancellationError: self = .interrupted
    case is UsageError, is RecordingError, is PermissionError, is SharedFolder,
      is Redirection.Failure, is NameRefused:
      self = .usage
    default: self = .notVerified
    }
  }
}
