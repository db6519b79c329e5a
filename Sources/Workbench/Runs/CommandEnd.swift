import Foundation
import Sandbox

/// How a confined command ended, as `wisp run`, `wisp once` and `wisp sandbox` say it.
struct CommandEnd: Equatable {
  /// `exited`, `signalled`, `timed_out` or `limit`: a word of the outside contract.
  var word: String
  /// The exit code of `wisp`: the command's own, 128 and the signal, or 124 at a limit.
  var code: Int32
  /// Which limit ended it; nil where none did.
  var limit: String?
  /// What to tell the user; nil where the command ended by itself.
  var message: String?

  /// The options that lift the two limits which users meet most.
  struct Advice {
    var time: String
    /// Nil where output has no limit.
    var output: String?
  }

  init(_ ending: CommandResult.Ending, advice: Advice) {
    switch ending {
    case .exited(let code):
      self.init(word: "exited", code: code)
    // Its reader has had enough, which nobody needs to be told.
    case .signalled(SIGPIPE):
      self.init(word: "signalled", code: 128 + SIGPIPE)
    case .signalled(let signal):
      self.init(word: "signalled", code: 128 + signal, message: "ended by signal \(signal)")
    case .timedOut(let limit):
      self.init(
        word: "timed_out", limit: "time",
        message: "stopped after \(seconds(limit)); \(advice.time) gives it longer")
    case .outputLimit(let bytes):
      self.init(
        word: "limit", limit: "output",
        message: "stopped after \(bytes >> 20) MB of output"
          + (advice.output.map { "; \($0) lets it print more" } ?? ""))
    case .limit(let limit):
      self.init(word: "limit", limit: limit.name, message: "stopped at \(limit)")
    }
  }

  private init(
    word: String, code: Int32 = ExitStatus.appTimeLimit.rawValue, limit: String? = nil,
    message: String? = nil
  ) {
    self.word = word
    self.code = code
    self.limit = limit
    self.message = message
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
