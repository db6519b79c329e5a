import Foundation
import Sandbox
import Synchronization

@testable import Toolchain

/// Answers commands from a script and keeps what it was asked.
final class ScriptedRunner: CommandRunner {
  private let answer: @Sendable (ConfinedCommand) throws -> CommandResult
  private let log = Mutex<[ConfinedCommand]>([])

  init(_ answer: @escaping @Sendable (ConfinedCommand) throws -> CommandResult) {
    self.answer = answer
  }

  func run(_ command: ConfinedCommand) async throws -> CommandResult {
    log.withLock { $0.append(command) }
    return try answer(command)
  }

  var commands: [ConfinedCommand] { log.withLock { $0 } }

  /// What each command was for.
  var steps: [Step] { commands.map(\.step) }
}

enum Step: String {
  case parse
  case build
  case copy
  case swiftTesting
  case xctest
  case run
}

extension ConfinedCommand {
  var step: Step {
    if arguments.contains("-parse") { return .parse }
    if arguments[0].hasSuffix("swift-build") { return .build }
    if arguments[0] == "/usr/bin/cp" { return .copy }
    guard arguments[0].hasSuffix(".xctest") else { return .run }
    return arguments.contains("swift-testing") ? .swiftTesting : .xctest
  }

  /// The folder of the host that is at a place inside.
  func host(_ inside: String) -> String {
    policy.mounts.last { $0.inside == inside }?.host ?? "/nonexistent"
  }
}

/// A toolchain, an app and a sandbox in which everything goes well, unless changed.
struct ScriptedApp {
  var parse = CommandResult(ending: .exited(0))
  var build = CommandResult(ending: .exited(0))
  var plan: String? = ScriptedApp.plan
  var swiftTesting = CommandResult(ending: .exited(0))
  var events = "both"
  var xctest = CommandResult(ending: .exited(0))
  var run = CommandResult(ending: .exited(0), standardOutput: Array("3\n".utf8))

  static let plan = """
    targets:
      "main": ["<App-x86_64-unknown-linux-gnu-debug.module>","<sum-x86_64-unknown-linux-gnu-debug.exe>"]
      "test": ["<sum-x86_64-unknown-linux-gnu-debug.exe>","<sumPackageTests-x86_64-unknown-linux-gnu-debug.test>"]
    """

  var runner: ScriptedRunner {
    ScriptedRunner { [self] command in try answer(command) }
  }

  func answer(_ command: ConfinedCommand) throws -> CommandResult {
    switch command.step {
    case .parse: return parse
    case .build:
      if let plan {
        try write(plan, to: "\(command.host(Inside.scratch))/debug.yaml")
      }
      return build
    case .copy:
      try write("copied", to: "\(command.host(Inside.scratch))/copied")
      return CommandResult(ending: .exited(0))
    case .swiftTesting:
      try write(
        try Recording.text("tests/\(events).events.jsonl"),
        to: "\(command.host(Inside.data))/events.jsonl")
      return swiftTesting
    case .xctest: return xctest
    case .run: return run
    }
  }

  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  static let toolchain = SwiftToolchain(
    root: "/opt/swift", version: "Swift version 6.3.1", triple: "x86_64-unknown-linux-gnu",
    identity: "scripted")
}
