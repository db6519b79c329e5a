import Apps
import Events
import Foundation
import Generation
import Reports
import Terminal
import Toolchain
import Workbench
import Workspace

/// Asks the person at the terminal.
struct TerminalAsker: Asker {
  let terminal: Terminal
  /// Whether the user agreed beforehand.
  let agrees: Bool
  /// False if standard output and questions about the contract do not go together.
  let asksAboutContract: Bool
  let environment: [String: String]

  /// Whether a contract can be talked about.
  var canAskAboutContract: Bool {
    asksAboutContract && terminal.isInteractive && isatty(STDIN_FILENO) == 1
  }

  func permit(_ request: ContractRequest) async throws -> Bool {
    if agrees { return true }
    guard canAskAboutContract else { return false }
    return try await terminal.holding {
      for line in ContractLines.lines(request) { terminal.line("  " + line) }
      // What is at stake is not decided by an empty line; the end of the input is a no.
      while let word = try await TypedAnswer.line()?.lowercased() {
        if ["y", "yes"].contains(word) { return true }
        if ["n", "no"].contains(word) { return false }
        terminal.line("  Type y or n, then Enter.")
      }
      return false
    }
  }

  func review(_ contract: AppManifest) async throws -> ContractReview {
    try await terminal.holding {
      try await TerminalReview(terminal: terminal, environment: environment).answer(to: contract)
    }
  }

  func agree(to grant: Grant, for app: String) async throws -> Consent {
    if agrees { return .yes }
    return try await consent(
      to: ["\(app) asks for these permissions:"] + PermissionText.lines(of: grant)
        + ["Everything else stays closed. Allow these from now on? [y/N]"])
  }

  func choose(_ question: Question) async throws -> Consent {
    switch question {
    case .setAside(let paths, let app, let suffix):
      guard !Interrupts.isToEnd else { return .nobody }
      return try await consent(to: Self.lines(paths, app, suffix), evenIfCancelled: true)
    case .open(let page, let read, let isWrapped):
      if agrees { return .yes }
      let seen =
        read.isEmpty ? "" : "the app could read \(printable(read.joined(separator: ", "))); "
      let danger =
        isWrapped
        ? "\(printable(page)) is shown without its scripts and without a network"
        : "\(printable(page)) is opened as it is, and the program that opens it is not confined"
      return try await consent(to: ["\(seen)\(danger). Open it? [y/N]"])
    }
  }

  /// Yes or no at the terminal, wherever standard input comes from; an empty line is a no.
  func consent(to lines: [String], evenIfCancelled: Bool = false) async throws -> Consent {
    guard terminal.isInteractive, TypedAnswer.isPossible else { return .nobody }
    for line in lines { terminal.line(line) }
    let answer = try await TypedAnswer.line(evenIfCancelled: evenIfCancelled)
    return ["y", "yes"].contains(answer?.lowercased()) ? .yes : .no
  }

  /// Paths that are named one by one.
  private static let mostNamed = 5

  private static func lines(_ paths: [String], _ app: String, _ suffix: String) -> [String] {
    let (it, its) = paths.count == 1 ? ("it", "its name") : ("them", "their names")
    return paths.prefix(mostNamed).map { "\(printable($0)) is new since \(app) started." }
      + (paths.count > mostNamed ? ["wisp: and \(paths.count - mostNamed) more"] : [])
      + [
        "If you did not make \(it), the app did, and git would run commands that it names. "
          + "Add \(suffix) to \(its)? [y/N]"
      ]
  }
}
