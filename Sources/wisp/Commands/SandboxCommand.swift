import ArgumentParser
import Foundation
import Sandbox
import Toolchain
import WispCore

/// `wisp sandbox`: see its abstract.
struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox", abstract: "Run any command, confined.",
    discussion: """
      Examples:
        wisp sandbox -- ls /
        wisp sandbox --profile build --dir . -- swift build
        wisp sandbox --app-dir tree --data-dir data -- /app/run.sh

      The command has no network, no home and none of your files, except the folders that you name. \
      --app-dir shows a folder at /app, read-only. --data-dir shows one at /data (with --profile build at \
      /scratch), writable. --dir, instead of these two, shows one at /work, writable. The command starts \
      in the writable folder. Without any of them it has /tmp, which is removed afterwards.

      The exit code is the command's own, 124 if a limit ended it, or 4 if it could not be confined and so \
      was not run. With --json the exit code is the same, and standard output says how the command ended.
      """)

  enum Profile: String, ExpressibleByArgument, CaseIterable {
    case build, test, run
  }

  @Option(help: "Which limits and folders the command gets.")
  var profile = Profile.run

  @Option(help: ArgumentHelp("A folder to show at /app, read-only.", valueName: "src"))
  var appDir: String?

  @Option(
    help: ArgumentHelp(
      "A folder to show at /data (profile build: /scratch), writable.", valueName: "data"))
  var dataDir: String?

  @Option(help: "A folder to show at /work, writable. The command starts there.")
  var dir: String?

  @Option(help: "Seconds the command may run.")
  var timeout: Double?

  @Option(help: "Megabytes of memory for all its processes together.")
  var maxMemory: Int?

  @Option(
    help: "Megabytes that the writable folder may hold (with --dir: that may be added to it).")
  var maxDisk: Int?

  @Option(help: "Megabytes the command may print.")
  var maxOutput: Int?

  @Option(help: "Processes and threads at one time.")
  var maxProcesses: Int?

  @OptionGroup var level: LevelOption

  @Flag(help: "Print one JSON object: what the command printed and how it ended.")
  var json = false

  @Argument(parsing: .postTerminator, help: "The command and its arguments.")
  var command: [String] = []

  func run() async throws {
    let workbench = Workbench()
    let report = SandboxReport(terminal: workbench.terminal, json: json, profile: profile.rawValue)
    do {
      let policy = try policy(workbench)
      let runner = try workbench.runner(level: level.level)
      let confined = ConfinedCommand(
        command, policy: policy, input: .standardInput, output: json ? .capture : .passThrough)
      let result = try await Interrupts.cancelling { try await runner.run(confined) }
      throw ExitCode(try report.finish(result))
    } catch let error as SandboxError {
      try report.refuse(error)
      throw error
    }
  }

  private func policy(_ workbench: Workbench) throws -> SandboxPolicy {
    guard !command.isEmpty else {
      throw UsageError("Name a command after --: wisp sandbox -- ls /")
    }
    guard dir == nil || (appDir == nil && dataDir == nil) else {
      throw UsageError("Give either --dir, or --app-dir and --data-dir.")
    }
    var policy = try SandboxProfile.policy(for: .init(rawValue: profile.rawValue) ?? .run)
    policy.mounts = SwiftToolchain.mounts(environment: workbench.environment)
    if let appDir {
      policy.mounts.append(
        SandboxPolicy.Mount(host: try folder("--app-dir", appDir), inside: Inside.app))
      policy.workingDirectory = Inside.app
    }
    if let dataDir {
      let place = profile == .build ? Inside.scratch : Inside.data
      policy.mounts.append(
        SandboxPolicy.Mount(
          host: try folder("--data-dir", dataDir), inside: place, writable: true))
      // A build happens in its sources; what runs is in its data.
      if appDir == nil || profile != .build { policy.workingDirectory = place }
    }
    if let dir {
      policy.mounts.append(
        SandboxPolicy.Mount(
          host: try folder("--dir", dir), inside: Self.work, writable: true, countsGrowth: true))
      policy.workingDirectory = Self.work
    }
    if let timeout { policy.limits.seconds = try positive("--timeout", timeout) }
    policy.limits.memoryBytes = try maxMemory.map { try megabytes("--max-memory", $0) }
    policy.limits.diskBytes = try maxDisk.map { try megabytes("--max-disk", $0) }
    if let maxOutput { policy.limits.outputBytes = try megabytes("--max-output", maxOutput) }
    if let maxProcesses {
      policy.limits.processes = Int(try positive("--max-processes", Double(maxProcesses)))
    }
    return policy
  }

  /// Where --dir is inside.
  private static let work = "/work"

  private func folder(_ option: String, _ path: String) throws -> String {
    var isFolder: ObjCBool = false
    let url = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath()
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
      isFolder.boolValue
    else { throw UsageError("\(option) \(path): there is no such folder.") }
    return url.path
  }

  private func positive(_ option: String, _ value: Double) throws -> Double {
    guard value > 0, value < 1e9 else { throw UsageError("\(option) must be above 0.") }
    return value
  }

  private func megabytes(_ option: String, _ value: Int) throws -> Int {
    guard value > 0, value < 1 << 30 else { throw UsageError("\(option) must be above 0.") }
    return value << 20
  }
}
