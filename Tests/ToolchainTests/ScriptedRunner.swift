import Foundation
import Sandbox
import Synchronization
import TestSupport

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

/// Passes commands on to a real runner and keeps what was made with them.
final class CountingRunner: CommandRunner {
  private let runner: any CommandRunner
  private let log = Mutex<[String]>([])

  init(_ runner: any CommandRunner) { self.runner = runner }

  /// Modules compiled, "link", "swift-build".
  var made: [String] { log.withLock { $0 } }

  func run(_ command: ConfinedCommand) async throws -> CommandResult {
    switch command.step {
    case .compile:
      let name = command.arguments.firstIndex(of: "-module-name").map { command.arguments[$0 + 1] }
      log.withLock { $0.append(name ?? "?") }
    case .link: log.withLock { $0.append("link") }
    case .build: log.withLock { $0.append("swift-build") }
    case .parse, .interface, .linkSettings, .swiftTesting, .xctest, .run: break
    }
    return try await runner.run(command)
  }
}

enum Step: String {
  case parse
  case build
  /// A module as others import it.
  case interface
  case compile
  case linkSettings
  case link
  case swiftTesting
  case xctest
  case run
}

extension ConfinedCommand {
  var step: Step {
    if arguments.contains("-parse") { return .parse }
    if arguments[0].hasSuffix("swift-build") { return .build }
    if arguments.contains("-###") { return .linkSettings }
    if arguments[0].hasSuffix("swift-frontend") {
      return arguments.contains("-emit-module") ? .interface : .compile
    }
    if arguments[0].hasSuffix("/clang") { return .compile }
    if arguments[0].hasSuffix("/ld.lld") { return .link }
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
  var compile = CommandResult(ending: .exited(0))
  var link = CommandResult(ending: .exited(0))
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

  /// A checker that keeps what it needs in `folder`.
  static func checker(
    _ runner: ScriptedRunner, toolchain: SwiftToolchain = ScriptedApp.toolchain,
    in folder: TemporaryFolder
  ) -> Checker {
    Checker(
      runner: runner, toolchain: toolchain,
      dependencies: DependencyStore(directory: "\(folder.path)/deps"),
      cacheDirectory: "\(folder.path)/cache")
  }

  var runner: ScriptedRunner {
    ScriptedRunner { [self] command in try answer(command) }
  }

  func answer(_ command: ConfinedCommand) throws -> CommandResult {
    switch command.step {
    case .parse: return parse
    case .build:
      if let plan {
        try write(plan, to: "\(command.host(Inside.scratch))/debug.yaml")
        try HostFile.makeFolder("\(command.host(Inside.scratch))/debug")
        try write("a program", to: "\(command.host(Inside.scratch))/debug/sum")
      }
      return build
    case .interface, .compile:
      if compile.ending == .exited(0) { try writeProducts(of: command) }
      return compile
    case .linkSettings:
      return CommandResult(
        ending: .exited(0),
        standardError: Array(
          " \"/toolchain/usr/bin/ld.lld\" \"-o\" \"/wisp/program\" \"/dev/null\"\n".utf8))
    case .link:
      if link.ending == .exited(0) { try writeProducts(of: command) }
      return link
    case .swiftTesting:
      try write(
        try Recording.text("tests/\(events).events.jsonl"),
        to: "\(command.host(Inside.data))/events.jsonl")
      return swiftTesting
    case .xctest: return xctest
    case .run: return run
    }
  }

  /// What compiler and linker leave: files that say what they are.
  private func writeProducts(of command: ConfinedCommand) throws {
    for option in ["-o", "-emit-module-path"] {
      guard let place = command.arguments.lastIndex(of: option) else { continue }
      var path = command.arguments[place + 1]
      for inside in [Inside.scratch, Inside.warm] where path.hasPrefix(inside + "/") {
        path = command.host(inside) + path.dropFirst(inside.count)
      }
      let bytes = path.hasSuffix(".o") ? SampleObject().bytes : Array(option.utf8)
      try Data(bytes).write(to: URL(filePath: path))
    }
    let cache = "\(command.host(Inside.warm))/ModuleCache"
    if FileManager.default.fileExists(atPath: cache), !command.arguments.contains("-o") {
      try write("cache", to: "\(cache)/Foundation.pcm")
    }
  }

  /// As the compiler writes: to another file, which is renamed.
  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
  }

  static let toolchain = SwiftToolchain(
    root: "/opt/swift", version: "Swift version 6.3.1", triple: "x86_64-unknown-linux-gnu",
    identity: "scripted")
}
