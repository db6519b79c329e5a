import ArgumentParser
import Foundation
import Reports
import Sandbox
import Terminal
import Workbench

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
    let face = Face()
    do {
      let request = try request()
      let result = try await Interrupts.cancelling { try await face.workbench.confine(request) }
      throw ExitCode(try finish(result, face.terminal))
    } catch let error as SandboxError {
      if json { try Output.json(SandboxFinished(refused: error, profile: profile.rawValue)) }
      throw error
    }
  }

  /// Says how the command ended and how it was confined; returns the exit code.
  private func finish(_ result: CommandResult, _ terminal: Terminal) throws -> Int32 {
    let end = CommandEnd(result.ending)
    let finished = SandboxFinished(
      result, profile: profile.rawValue,
      message: end.message(.init(time: "--timeout SECONDS", output: "--max-output MB")))
    if json {
      try Output.json(finished)
    } else {
      if let message = finished.message { terminal.line("wisp: \(message)") }
      terminal.confinement(result.confinement)
    }
    return end.code
  }

  private func request() throws -> ConfineRequest {
    guard !command.isEmpty else {
      throw UsageError("Name a command after --: wisp sandbox -- ls /")
    }
    guard dir == nil || (appDir == nil && dataDir == nil) else {
      throw UsageError("Give either --dir, or --app-dir and --data-dir.")
    }
    var request = ConfineRequest(
      command: command, profile: .init(rawValue: profile.rawValue) ?? .run, level: level.level,
      captures: json)
    request.appFolder = try appDir.map { try folder("--app-dir", $0) }
    request.dataFolder = try dataDir.map { try folder("--data-dir", $0) }
    request.workFolder = try dir.map { try folder("--dir", $0) }
    request.seconds = try timeout.map { try positive("--timeout", $0) }
    request.memoryBytes = try maxMemory.map { try megabytes("--max-memory", $0) }
    request.diskBytes = try maxDisk.map { try megabytes("--max-disk", $0) }
    request.outputBytes = try maxOutput.map { try megabytes("--max-output", $0) }
    request.processes = try maxProcesses.map {
      Int(try positive("--max-processes", Double($0)))
    }
    return request
  }

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
