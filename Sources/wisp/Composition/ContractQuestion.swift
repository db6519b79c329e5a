import Foundation
import Workspace

/// Asks the person at the terminal whether the accepted contract may be changed; elsewhere the answer is no.
struct ContractQuestion: Sendable {
  let terminal: Terminal
  /// False where standard output and questions do not go together.
  let canAsk: Bool
  /// Whether the user agreed beforehand, with `--yes`.
  let agrees: Bool

  /// Whether the user agrees to what was refused.
  func permits(_ errors: [ReplyError]) async -> Bool {
    if agrees { return true }
    guard canAsk, terminal.isInteractive, isatty(STDIN_FILENO) == 1 else { return false }
    return await terminal.holding {
      for error in errors {
        let path = error.path.map { "\(printable($0)): " } ?? ""
        terminal.line("  the model wants more than it may: \(path)\(printable(error.message))")
      }
      terminal.line(
        "  Allow it this once? Tests and examples are what \"verified\" rests on. [y/N]")
      return await Task.detached { readLine() }.value?.lowercased().hasPrefix("y") ?? false
    }
  }
}
