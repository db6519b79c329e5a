package import Sandbox

/// One run of a built app: what `wisp run`, the examples and the smoke run have in common.
package struct AppRun: Sendable {
  package var toolchain: SwiftToolchain
  /// The folder in which the program lies at `debug/PRODUCT`, shown read-only.
  package var scratchDirectory: String
  /// The working directory: all that the app may write.
  package var dataDirectory: String
  /// The name of the executable product, as `Checker.product` finds it.
  package var product: String
  package var arguments: [String]
  package var input: ConfinedCommand.Input
  package var output: ConfinedCommand.Output
  package var limits: SandboxPolicy.Limits
  /// Files and folders that the app has been allowed beyond these, later ones covering earlier ones.
  package var mounts: [SandboxPolicy.Mount]
  /// Variables beyond the fixed ones.
  package var environment: [String: String]
  /// What of the network it may use; nil: nothing.
  package var network: NetworkGrant?

  package init(
    toolchain: SwiftToolchain, scratchDirectory: String, dataDirectory: String, product: String,
    arguments: [String] = [],
    input: ConfinedCommand.Input = .none, output: ConfinedCommand.Output = .capture,
    limits: SandboxPolicy.Limits = AppRun.limits, mounts: [SandboxPolicy.Mount] = [],
    environment: [String: String] = [:], network: NetworkGrant? = nil
  ) {
    self.network = network
    self.toolchain = toolchain
    self.scratchDirectory = scratchDirectory
    self.dataDirectory = dataDirectory
    self.product = product
    self.arguments = arguments
    self.input = input
    self.output = output
    self.limits = limits
    self.mounts = mounts
    self.environment = environment
  }

  /// A minute, and half the processes that a build may have.
  package static let limits = SandboxPolicy.Limits(seconds: 60, processes: 128)

  /// The program inside, and all that is needed to run it.
  package var command: ConfinedCommand {
    ConfinedCommand(
      [Self.program(product)] + arguments, policy: policy, input: input, output: output)
  }

  /// Profile `run`: the build read-only, the data writable and the working directory.
  ///
  /// The package is not shown: the answers of its examples lie in its `wisp.json`. No repository of git's
  /// can be made directly in the data folder.
  package var policy: SandboxPolicy {
    SandboxPolicy(
      profile: .run,
      mounts: toolchain.mounts + [
        SandboxPolicy.Mount(host: scratchDirectory, inside: Inside.scratch),
        SandboxPolicy.Mount(host: dataDirectory, inside: Inside.data, writable: true),
      ] + mounts,
      empty: [Inside.data + "/.git"], workingDirectory: Inside.data,
      environment: Self.backtrace.merging(environment) { $1 },
      limits: limits, network: network)
  }

  /// The path inside of a built product.
  static func program(_ product: String) -> String { "\(Inside.scratch)/debug/\(product)" }

  /// A short backtrace of the crashed thread on standard error: what a repair needs.
  static let backtrace = [
    "SWIFT_BACKTRACE":
      "enable=yes,color=no,interactive=no,threads=crashed,registers=none,images=none,limit=24"
  ]
}
