import ArgumentParser
import Foundation
import Sandbox
import Toolchain
import WispCore

/// `wisp sandbox`: see its abstract.
struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox", abstract: "Run any command confined.",
    discussion: """
      wisp sandbox --dir . -- swift build --scratch-path /scratch

      Inside, --dir is /app, read-only, and the working directory; /scratch can be written and is
      gone afterwards. There is no network and no home.
      """)

  enum Profile: String, ExpressibleByArgument, CaseIterable {
    case build, test, run
  }

  @Option(help: "What it may use: build, test or run.")
  var profile = Profile.run

  @Option(help: "A folder to show inside as /app.")
  var dir: String?

  @Option(help: "Seconds it may run.")
  var timeout = 300.0

  @Argument(parsing: .postTerminator, help: "The command, after --.")
  var command: [String] = []

  func run() async throws {
    guard !command.isEmpty else {
      throw UsageError("Name a command after --: wisp sandbox -- ls /")
    }
    let workbench = Workbench()
    let toolchain = try workbench.toolchain()
    let runner = try workbench.runner()
    try workbench.home.prepare()
    let scratch = try ScratchFolder(in: workbench.home)
    defer { scratch.remove() }
    var mounts =
      toolchain.mounts + [
        SandboxPolicy.Mount(host: scratch.path, inside: Inside.scratch, writable: true)
      ]
    if let dir {
      let path = URL(fileURLWithPath: dir).standardizedFileURL.resolvingSymlinksInPath().path
      guard FileManager.default.fileExists(atPath: path) else {
        throw UsageError("--dir \(dir): there is no such folder.")
      }
      mounts.append(SandboxPolicy.Mount(host: path, inside: Inside.app))
    }
    let policy = SandboxPolicy(
      profile: .init(rawValue: profile.rawValue) ?? .run, mounts: mounts,
      workingDirectory: dir == nil ? Inside.scratch : Inside.app,
      limits: .init(seconds: timeout, processes: profile == .run ? 64 : 256))
    let confined = ConfinedCommand(
      command, policy: policy, input: .standardInput, output: .passThrough)
    let result = try await Interrupts.cancelling { try await runner.run(confined) }
    switch result.ending {
    case .exited(let code): throw ExitCode(code)
    case .signalled(let signal): throw ExitCode(128 + signal)
    case .timedOut(let limit):
      workbench.terminal.line("wisp: stopped after \(seconds(limit)); --timeout gives it longer")
      throw ExitCode(ExitStatus.appTimeLimit.rawValue)
    case .outputLimit(let bytes):
      workbench.terminal.line("wisp: stopped after \(bytes >> 20) MB of output")
      throw ExitCode(ExitStatus.appTimeLimit.rawValue)
    }
  }
}
