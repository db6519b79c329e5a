/// Runs confined commands: the seam between the checks and the operating system.
package protocol CommandRunner: Sendable {
  /// Runs `command` and returns once every process it started is gone.
  ///
  /// A non-zero exit, a signal or a limit is a normal result. Throws `SandboxError` if nothing was
  /// run, and `CancellationError` after everything has been killed when the task was cancelled.
  func run(_ command: ConfinedCommand) async throws -> CommandResult
}

/// A command, its confinement and where its streams go.
package struct ConfinedCommand: Sendable {
  /// Program (a path inside, or a name looked up in the inside PATH) and arguments.
  package var arguments: [String]
  package var policy: SandboxPolicy
  package var input: Input
  package var output: Output
  /// Called for what happens between the command and the network, from other threads.
  package var onNetwork: @Sendable (NetworkEvent) -> Void = { _ in }

  package enum Input: Sendable {
    case none
    case bytes([UInt8])
    /// Copied from this process's own standard input through a pipe.
    case standardInput
    /// Bytes that were read from this process's own standard input already, and then what is left of it.
    case standardInputAfter([UInt8])
    /// The keys typed at this process's terminal, through a pseudo terminal; goes with the output.
    case terminal
  }

  package enum Output: Sendable {
    /// Collected into the result: the first and last part if there is too much.
    case capture
    /// Passed on to this process's own standard output and error as it comes.
    case passThrough
    /// Collected, and each piece handed on as it comes.
    case stream(@Sendable (Stream, [UInt8]) -> Void)
    /// Drawn on this process's terminal, through a pseudo terminal; goes with the input.
    ///
    /// Standard error belongs to it if it is a terminal, too.
    case terminal
  }

  package enum Stream: Sendable {
    case standardOutput
    case standardError
  }

  package init(
    _ arguments: [String], policy: SandboxPolicy, input: Input = .none, output: Output = .capture
  ) {
    self.arguments = arguments
    self.policy = policy
    self.input = input
    self.output = output
  }
}

/// What a confined command came to.
package struct CommandResult: Sendable, Equatable {
  package enum Ending: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
    /// The wall-clock limit was reached and everything was killed.
    case timedOut(seconds: Double)
    /// The output limit was reached and everything was killed.
    case outputLimit(bytes: Int)
    /// Another limit was reached and everything was killed.
    case limit(SandboxLimit)
  }

  package var ending: Ending
  package var standardOutput: [UInt8]
  package var standardError: [UInt8]
  /// True if bytes are missing from the middle of a captured stream.
  package var isCut: Bool
  /// Wall-clock seconds.
  package var seconds: Double
  /// The number of processes that was reached, at which the command could start no more; nil if it
  /// was never seen.
  package var reachedProcesses: Int?
  /// How it was confined, for the record.
  package var confinement: Confinement?

  package init(
    ending: Ending, standardOutput: [UInt8] = [], standardError: [UInt8] = [], isCut: Bool = false,
    seconds: Double = 0, reachedProcesses: Int? = nil, confinement: Confinement? = nil
  ) {
    self.reachedProcesses = reachedProcesses
    self.ending = ending
    self.standardOutput = standardOutput
    self.standardError = standardError
    self.isCut = isCut
    self.seconds = seconds
    self.confinement = confinement
  }
}

/// Why nothing could be run.
package struct SandboxError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    /// A program that the sandbox needs is not installed.
    case missing
    /// The system does not allow what the sandbox needs.
    case denied
    /// The sandbox could not be set up, or the command not started in it.
    case failed
    /// No system could start the command: its arguments are too long.
    case command
    /// What the command printed could not be written to where it goes.
    case output
  }

  package var kind: Kind
  package var message: String
  package var advice: String

  package init(kind: Kind, message: String, advice: String) {
    self.kind = kind
    self.message = message
    self.advice = advice
  }

  package var description: String { "\(message)\n\(advice)" }
}
