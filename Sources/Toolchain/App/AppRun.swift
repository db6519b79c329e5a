import Foundation
package import Sandbox

/// One run of a built app: `wisp run`, `wisp once`, and the examples and the smoke run of a check.
///
/// It alone decides what the program can see: mounts, environment, limits, the folder it lies in and the times of its
/// files. Whoever runs an app gives arguments, streams, what it is allowed and an end that the program cannot see, so
/// that nothing tells a check from a run.
package struct AppRun: Sendable {
  package var toolchain: SwiftToolchain
  /// The folder in which the program lies at `debug/PRODUCT` with its resources, shown read-only: what
  /// `ProgramFiles.copy` has made, and nothing else.
  package var programDirectory: String
  /// The working directory: all that the app may write by itself.
  package var dataDirectory: String
  /// The name of the executable product, as `Checker.product` finds it.
  package var product: String
  package var arguments: [String]
  package var input: ConfinedCommand.Input
  package var output: ConfinedCommand.Output
  /// Wall-clock seconds after which it is ended; nil: none.
  package var seconds: Double?
  /// Bytes of output after which it is ended; nil: none.
  package var outputBytes: Int?
  /// What it may use beyond its own data.
  package var grant: Grant
  /// What of the folders that it may write is read-only all the same: repositories that were there before.
  package var shields: [SandboxPolicy.Mount]
  /// The user's environment, of which a program with a terminal of its own is told the terminal.
  package var terminal: [String: String]?

  package init(
    toolchain: SwiftToolchain, programDirectory: String, dataDirectory: String, product: String,
    arguments: [String] = [], input: ConfinedCommand.Input = .none,
    output: ConfinedCommand.Output = .capture, seconds: Double?, outputBytes: Int? = 64 << 20,
    grant: Grant = .none, shields: [SandboxPolicy.Mount] = [],
    terminal: [String: String]? = nil
  ) {
    self.toolchain = toolchain
    self.programDirectory = programDirectory
    self.dataDirectory = dataDirectory
    self.product = product
    self.arguments = arguments
    self.input = input
    self.output = output
    self.seconds = seconds
    self.outputBytes = outputBytes
    self.grant = grant
    self.shields = shields
    self.terminal = terminal
  }

  /// Runs it to its end.
  ///
  /// - Parameters:
  ///   - runner: What confines it.
  ///   - onNetwork: Called for what happens between the app and the network, from other threads.
  /// - Returns: How it ended, and what was captured of its output.
  /// - Throws: What the runner throws.
  package func run(
    with runner: any CommandRunner, onNetwork: @escaping @Sendable (NetworkEvent) -> Void = { _ in }
  ) async throws -> CommandResult {
    setTimes()
    var command = command
    command.onNetwork = onNetwork
    return try await runner.run(command)
  }

  /// The program inside, and all that is needed to run it.
  package var command: ConfinedCommand {
    ConfinedCommand(
      ["\(Inside.scratch)/debug/\(product)"] + arguments, policy: policy, input: input,
      output: output)
  }

  /// Profile `run`: the program read-only, the data writable and the working directory.
  ///
  /// The package is not shown: the answers of its examples lie in its `wisp.json`. No repository of git's
  /// can be made directly in the data folder.
  package var policy: SandboxPolicy {
    SandboxPolicy(
      profile: .run,
      mounts: toolchain.mounts + [
        SandboxPolicy.Mount(host: programDirectory, inside: Inside.scratch),
        SandboxPolicy.Mount(host: dataDirectory, inside: Inside.data, writable: true),
      ] + grant.mounts + shields,
      empty: [Inside.data + "/.git"], workingDirectory: Inside.data,
      environment: Self.crashVariables(with: toolchain).merging(
        terminal.map(StandardStreams.terminalVariables) ?? [:]
      ) { $1 },
      limits: SandboxPolicy.Limits(
        seconds: seconds, outputBytes: outputBytes, processes: Self.processes,
        fileBytes: grant.mounts.contains(where: \.writable) ? Self.grantedFileBytes : nil,
        // It would tell how long the run may last, which process 1 sees to.
        processorSeconds: 0),
      network: grant.network)
  }

  /// Half the processes that a build may have.
  private static let processes = 128

  /// For apps that may write in the user's folders: a file there may have been large before.
  ///
  /// Without such a grant a file may be as large as the data may grow.
  private static let grantedFileBytes = 1 << 30

  /// What is said of a crash: nothing where the program that makes backtraces is missing, since the runtime would say
  /// so on standard error of every run.
  static func crashVariables(with toolchain: SwiftToolchain) -> [String: String] {
    toolchain.isRuntimeOnly ? ["SWIFT_BACKTRACE": "enable=no"] : backtrace
  }

  /// A short backtrace of the crashed thread on standard error: what a repair needs.
  static let backtrace = [
    "SWIFT_BACKTRACE":
      "enable=yes,color=no,interactive=no,threads=crashed,registers=none,images=none,limit=24"
  ]

  /// Gives the program's files one time for all runs, and the working directory the time of this one: in a check both
  /// are younger than in a run.
  ///
  /// The kernel notes for each of them that it has changed now. When a file was made nobody inside is told.
  private func setTimes() {
    let files = FileManager.default.enumerator(atPath: programDirectory)?.lazy
      .compactMap { $0 as? String }.map { "\(programDirectory)/\($0)" }
    for path in [programDirectory] + (files.map(Array.init) ?? []) {
      let times = [
        timespec(tv_sec: Self.fileTime, tv_nsec: 0), timespec(tv_sec: Self.fileTime, tv_nsec: 0),
      ]
      utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW)
    }
    utimensat(AT_FDCWD, dataDirectory, nil, 0)
  }

  /// The first of January 2001, in seconds since 1970.
  private static let fileTime = 978_307_200
}
