import Foundation
import Terminal
package import Workbench

extension CommandEnd {
  /// The options that lift the two limits which users meet most.
  package struct Advice {
    var time: String
    /// Nil if output has no limit.
    var output: String?

    package init(time: String, output: String? = nil) {
      self.time = time
      self.output = output
    }
  }

  /// What to tell the user; nil if the command ended by itself.
  package func message(_ advice: Advice) -> String? {
    switch ending {
    case .exited: nil
    // Its reader has had enough, which nobody needs to be told.
    case .signalled(SIGPIPE): nil
    case .signalled(let signal): "ended by signal \(signal)"
    case .timedOut(let limit): "stopped after \(seconds(limit)); \(advice.time) gives it longer"
    case .outputLimit(let bytes):
      "stopped after \(bytes >> 20) MB of output"
        + (advice.output.map { "; \($0) lets it print more" } ?? "")
    case .limit(let limit): "stopped at \(limit)"
    }
  }
}
