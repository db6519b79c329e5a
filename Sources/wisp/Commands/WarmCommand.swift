import ArgumentParser
import Terminal
import Toolchain
import Workbench

/// `wisp warm`: see its abstract.
struct WarmCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "warm",
    abstract:
      "Build now what every app needs, for all templates. Without it, the first apps take longer.",
    discussion: """
      Example:
        wisp warm
      """)

  func run() async throws {
    let face = Face()
    try await Interrupts.cancelling {
      try await face.workbench.warm { Self.show($1, of: $0, on: face.terminal) }
    }
    face.terminal.clear()
  }

  private static func show(_ event: WarmEvent, of name: String, on terminal: Terminal) {
    switch event {
    case .building: terminal.progress("\(name)  preparing …")
    case .step(let number, let count, let text):
      terminal.progress(
        ProgressBar.line(name, number: number, of: count, text, columns: terminal.columns))
    case .ready(let took):
      let note = took > 0 ? "prepared in \(seconds(took))" : "was prepared already"
      terminal.line("\(name): \(note)")
    }
  }
}
