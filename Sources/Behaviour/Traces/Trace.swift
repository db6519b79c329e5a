/// One run of an app on one input, as far as it can be seen from outside.
///
/// If the input has runs before the last one, the trace is that of the last run.
package struct Trace: Sendable, Equatable {
  /// How a run ended.
  package enum Ending: Sendable, Equatable {
    case exited(Int32)
    /// Ended by a signal.
    case crashed(Int32)
    case timedOut
    /// Stopped at a limit; the reason in a few words.
    case stopped(String)
  }

  package var ending: Ending
  package var output: CapturedText
  package var errors: CapturedText
  /// Files that the run made or changed, path to content.
  ///
  /// Input files that stayed the same are not in it.
  package var files: [String: CapturedText]
  /// Paths of files that the run removed, sorted.
  package var removed: [String]

  package init(
    ending: Ending, output: CapturedText = CapturedText(""),
    errors: CapturedText = CapturedText(""),
    files: [String: CapturedText] = [:], removed: [String] = []
  ) {
    self.ending = ending
    self.output = output
    self.errors = errors
    self.files = files
    self.removed = removed
  }

  /// What kind of an ending it was: all that two programs must agree about first.
  package enum Kind: String, Sendable {
    /// Exit code 0.
    case answered
    /// Any other exit code: the app said that it cannot do it.
    case refused
    case crashed
    /// Ended by a limit of time or size: this says nothing about the result.
    case unfinished
  }

  package var kind: Kind {
    switch ending {
    case .exited(0): .answered
    case .exited: .refused
    case .crashed: .crashed
    case .timedOut, .stopped: .unfinished
    }
  }
}

extension Trace.Ending: CustomStringConvertible {
  /// In a few words: "exit code 2", "signal 4".
  package var description: String {
    switch self {
    case .exited(let code): "exit code \(code)"
    case .crashed(let signal): "signal \(signal)"
    case .timedOut: "no end within the time"
    case .stopped(let reason): reason
    }
  }
}
