import Foundation

/// What the jail has reported, as the ending of a command that was run with `numbers`.
extension JailReport {
  /// - Parameters:
  ///   - numbers: The limits that the jail was given.
  ///   - complaints: What bubblewrap and the jail have said, for a sandbox that did not come up.
  /// - Returns: How it ended.
  /// - Throws: `SandboxError` if the sandbox or the command did not start: never a result of the app.
  func meaning(
    _ numbers: JailArguments, complaints: () -> [UInt8]
  ) throws(SandboxError) -> CommandResult.Ending {
    if let failure { throw SetupFailure.message(failure) }
    guard isSetUp else {
      throw SetupFailure.message(String(decoding: complaints(), as: UTF8.self))
    }
    switch ending {
    case .exited(let code): return .exited(code)
    case .signalled(let number): return Self.limit(signal: number, numbers) ?? .signalled(number)
    case .deadline: return .timedOut(seconds: numbers.policy.limits.seconds ?? 0)
    case .exceeded(let total): return .limit(Self.limit(total, numbers))
    case .notStarted(let step, let error): throw SetupFailure.command(step: step, error: error)
    case nil: throw SetupFailure.vanished
    }
  }

  private static func limit(_ total: Total, _ numbers: JailArguments) -> SandboxLimit {
    switch total {
    case .memory: .memory(bytes: numbers.memoryBytes)
    case .machine: .machineMemory
    case .disk: .disk(bytes: numbers.diskBytes)
    case .files: .files(numbers.diskFiles)
    }
  }

  /// The limits that the kernel itself tells a process of, with a signal.
  private static func limit(signal: Int32, _ numbers: JailArguments) -> CommandResult.Ending? {
    switch signal {
    case SIGXFSZ: .limit(.fileSize(bytes: numbers.fileBytes))
    case SIGXCPU: .limit(.processorTime(seconds: numbers.processorSeconds))
    default: nil
    }
  }
}
