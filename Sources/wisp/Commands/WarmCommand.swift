import ArgumentParser
import Foundation
import Toolchain
import WispCore

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
    let workbench = Workbench()
    let checker = try workbench.checker()
    let terminal = workbench.terminal
    let templates = try workbench.templates().templates
    for template in templates {
      try await Interrupts.cancelling {
        try await checker.prepare(starter: template.starter) { event in
          Self.show(event, of: template.name, on: terminal)
        }
      }
    }
    let prepared = Set(templates.flatMap(\.dependencies))
    for dependency in DependencyStore.allowed where !prepared.contains(dependency.name) {
      try await Interrupts.cancelling {
        try await checker.prepare(dependency: dependency.name) { event in
          Self.show(event, of: dependency.name, on: terminal)
        }
      }
    }
    terminal.clear()
  }

  private static func show(_ event: WarmEvent, of name: String, on terminal: Terminal) {
    switch event {
    case .building: terminal.progress("\(name)  preparing …")
    case .step(let number, let count, let text):
      let step = Preparing.Step(number: number, of: count, text: text)
      terminal.progress(ProgressBar.line(name, step, columns: Terminal.columns))
    case .ready(let took):
      let note = took > 0 ? "prepared in \(seconds(took))" : "was prepared already"
      terminal.line("\(name): \(note)")
    }
  }
}
