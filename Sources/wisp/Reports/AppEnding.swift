import Sandbox

/// How a run of an app ended, for `run` and `once`.
struct AppEnding {
  var result: CommandResult
  /// What to write to give it more time.
  var moreTime: String
  /// What to write to give it more output; nil where its output has no limit.
  var moreOutput: String?

  /// Says what ended the app, where it did not end by itself.
  ///
  /// - Returns: The exit code: the app's own, or 124 at a limit.
  func status(_ terminal: Terminal) -> Int32 {
    switch result.ending {
    case .exited(let code): return code
    case .signalled(let signal):
      terminal.line("wisp: the app was ended by signal \(signal)")
      return 128 + signal
    case .timedOut(let limit):
      terminal.line("wisp: stopped after \(seconds(limit)); \(moreTime) gives it longer")
    case .outputLimit(let bytes):
      terminal.line(
        "wisp: stopped after \(bytes >> 20) MB of output"
          + (moreOutput.map { "; \($0) lets it print more" } ?? ""))
    case .limit(let limit):
      terminal.line("wisp: stopped at \(limit)")
    }
    return ExitStatus.appTimeLimit.rawValue
  }
}
