import ArgumentParser
import Foundation
import Toolchain

/// `wisp warm`: see its abstract.
struct WarmCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "warm",
    abstract: "Prepare what every check needs, for all templates; else the first app does it.")

  func run() async throws {
    let workbench = Workbench()
    let checker = try workbench.checker()
    let terminal = workbench.terminal
    for template in try workbench.templates().templates {
      try await Interrupts.cancelling {
        try await checker.prepare(starter: template.starter) { event in
          switch event {
          case .building: terminal.progress("\(template.name): preparing …")
          case .step(let number, let count, let text):
            terminal.progress("\(template.name): [\(number)/\(count)] \(text)")
          case .ready(let took):
            let note = took > 0 ? "prepared in \(seconds(took))" : "was prepared already"
            terminal.line("\(template.name): \(note)")
          }
        }
      }
    }
    terminal.clear()
  }
}
