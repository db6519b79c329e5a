import Foundation
import WispCore
import Workspace

/// Asks the person at the terminal whether the accepted contract may be changed; elsewhere the answer is no.
struct ContractQuestion: Sendable {
  let terminal: Terminal
  /// False if standard output and questions do not go together.
  let canAsk: Bool
  /// Whether the user agreed beforehand, with `--yes`.
  let agrees: Bool

  /// Whether the user agrees.
  func permits(_ request: ContractRequest) async -> Bool {
    if agrees { return true }
    guard canAsk, terminal.isInteractive, isatty(STDIN_FILENO) == 1 else { return false }
    return await terminal.holding {
      for line in Self.lines(request) { terminal.line("  " + line) }
      return await Task.detached { readLine() }.value?.lowercased().hasPrefix("y") ?? false
    }
  }

  private static func lines(_ request: ContractRequest) -> [String] {
    switch request {
    case .frozen(let errors):
      errors.map { error in
        let path = error.path.map { "\(printable($0)): " } ?? ""
        return "the model wants more than it may: \(path)\(printable(error.message))"
      } + ["Allow it this once? Tests and examples are what \"verified\" rests on. [y/N]"]
    case .change:
      [
        "Lines with - were accepted before. Give them up? No keeps them, and the app must pass them. [y/N]"
      ]
    }
  }
}
