import Apps
import Foundation
import Generation
import LLM
import LineEditing
import Reports
import Terminal
import Workbench

/// The terminal's face: a workbench that asks and tells at this process's terminal.
struct Face: Sendable {
  let workbench: Workbench
  let terminal: Terminal
  private let asker: TerminalAsker

  /// - Parameters:
  ///   - agrees: Whether the user agreed beforehand, with `--yes`.
  ///   - asks: False if standard output and questions about the contract do not go together.
  ///   - environment: Says where things are, and how the terminal is to be treated.
  init(
    agrees: Bool = false, asks: Bool = true,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    let terminal = Terminal(environment: environment)
    self.terminal = terminal
    asker = TerminalAsker(
      terminal: terminal, agrees: agrees, asksAboutContract: asks, environment: environment)
    workbench = Workbench(environment: environment, asker: asker) { terminal.tell($0) }
  }

  /// Reads lines with the history of the home.
  var lineEditor: LineEditor {
    LineEditor(terminal, history: LineHistory(path: workbench.home.root + "/history"))
  }

  /// The desktop, which gets no keys.
  var desktop: Desktop {
    Desktop(environment: workbench.environment.filter { !SecretMask.isSecret(variable: $0.key) })
  }

  /// Whether a contract can be talked about here.
  var canAskAboutContract: Bool { asker.canAskAboutContract }

  /// Finds an app; if none is named it is the newest, and on a terminal that is said.
  func find(_ name: String?, in store: AppStore) throws -> AppStore.Found {
    let app = try store.find(name)
    if name == nil, terminal.isInteractive {
      terminal.line(terminal.styled("\(app.record.name) (the newest app)", .dim))
    }
    return app
  }

  /// A yes or no to a question that is the terminal's own.
  func consent(to lines: [String]) async throws -> Consent { try await asker.consent(to: lines) }
}
