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
      return await Task.detached { Self.answer(terminal) }.value
    }
  }

  /// Yes or no.
  ///
  /// What is at stake is not decided by an empty line; the end of the input is a no.
  private static func answer(_ terminal: Terminal) -> Bool {
    while let line = readLine() {
      let word = line.trimmingCharacters(in: .whitespaces).lowercased()
      if ["y", "yes"].contains(word) { return true }
      if ["n", "no"].contains(word) { return false }
      terminal.line("  Type y or n, then Enter.")
    }
    return false
  }

  private static func lines(_ request: ContractRequest) -> [String] {
    switch request {
    case .frozen(let errors):
      errors.map { error in
        let path = error.path.map { "\(printable($0)): " } ?? ""
        return "the model wants more than it may: \(path)\(printable(error.message))"
      } + ["Allow it this once? Tests and examples are what \"verified\" rests on. y or n:"]
    case .change:
      [
        "The app would no longer do what the lines with - say. Is that what you want?",
        "y: change the examples   n: keep them, the app must still pass them. y or n:",
      ]
    }
  }
}
