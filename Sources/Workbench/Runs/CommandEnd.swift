import Foundation
package import Sandbox

/// How a confined command ended, as the outside contract words it.
package struct CommandEnd: Equatable, Sendable {
  /// `exited`, `signalled`, `timed_out` or `limit`.
  package var word: String
  /// What a caller gets as its code: the command's own, 128 and the signal, or 124 at a limit.
  package var code: Int32
  /// Which limit ended it; nil if none did.
  package var limit: String?
  package var ending: CommandResult.Ending

  /// The code for a limit.
  private static let atLimit: Int32 = 124

  package init(_ ending: CommandResult.Ending) {
    self.ending = ending
    (word, code, limit) =
      switch ending {
      case .exited(let code): ("exited", code, nil)
      case .signalled(let signal): ("signalled", 128 + signal, nil)
      case .timedOut: ("timed_out", Self.atLimit, "time")
      case .outputLimit: ("limit", Self.atLimit, "output")
      case .limit(let limit): ("limit", Self.atLimit, limit.name)
      }
  }
}

extension SandboxLimit {
  /// The word for `--json`.
  fileprivate var name: String {
    switch self {
    case .memory: "memory"
    case .machineMemory: "machine_memory"
    case .disk: "disk"
    case .files: "files"
    case .fileSize: "file_size"
    case .processorTime: "processor_time"
    }
  }
}
