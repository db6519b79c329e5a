import Sandbox

/// The command lines of a build, all with the same paths inside.
struct BuildCommand {
  var toolchain: SwiftToolchain
  var treeDirectory: String
  var scratchDirectory: String
  /// Files of the host to build with in place of the tree's own, by name.
  var replacements: [String: String] = [:]
  /// Folders of the host with the sources of dependencies, by name.
  var dependencies: [String: String]
  /// What else is shown inside, also in the build folder.
  var further: [SandboxPolicy.Mount] = []
  /// Variables of a build.
  var environment: [String: String] = [:]

  private static let places = [
    "--scratch-path", Inside.scratch, "--cache-path", "\(Inside.scratch)/cache",
    "--config-path", "\(Inside.scratch)/config", "--security-path", "\(Inside.scratch)/security",
    "--manifest-cache", "local",
    // The sandbox around it is stricter, and sandboxes do not nest.
    "--disable-sandbox", "--disable-automatic-resolution",
  ]
  private static let flags =
    places + [
      "--no-color-diagnostics",
      // `-diagnostic-style` itself does not get past the driver.
      "-Xswiftc", "-Xfrontend", "-Xswiftc", "-diagnostic-style=llvm",
    ]

  /// Compiles everything, tests too; or, optimised, the programs alone.
  func build(_ configuration: BuildConfiguration = .debug, seconds: Double) -> ConfinedCommand {
    ConfinedCommand(
      [toolchain.program("swift-build")] + configuration.options + Self.flags,
      policy: policy(seconds: seconds))
  }

  /// Runs the manifest and prints what it says as JSON.
  func describe(seconds: Double) -> ConfinedCommand {
    ConfinedCommand(
      [toolchain.program("swift-package")] + Self.places + ["dump-package"],
      policy: policy(seconds: seconds))
  }

  /// Runs Git in the build folder.
  func git(_ arguments: [String], seconds: Double) -> ConfinedCommand {
    ConfinedCommand(
      ["/usr/bin/git", "-C", Inside.scratch] + arguments, policy: policy(seconds: seconds))
  }

  /// The file in the build folder that `parse` serializes diagnostics to.
  static let serializedName = "syntax.dia"

  /// Parses the files given, paths relative to the tree, and no more.
  func parse(_ files: [String], languageMode: String, seconds: Double) -> ConfinedCommand {
    var arguments = [
      toolchain.program("swiftc"), "-frontend", "-parse", "-diagnostic-style=llvm",
      "-no-color-diagnostics", "-swift-version", languageMode,
      "-serialize-diagnostics-path", "\(Inside.scratch)/\(Self.serializedName)",
    ]
    if languageMode == "6" { arguments.append("-enable-bare-slash-regex") }
    return ConfinedCommand(
      arguments + files.map { "\(Inside.app)/\($0)" }, policy: policy(seconds: seconds))
  }

  /// Runs the test program; `dataDirectory` is all it may write beside temporary files.
  ///
  /// All it sees are copies, without sockets: what is no model's app may make Unix sockets, as other people's
  /// tests do.
  func test(
    _ program: String, arguments: [String], input: [UInt8]? = nil, dataDirectory: String,
    makesUnixSockets: Bool = false, seconds: Double
  ) -> ConfinedCommand {
    ConfinedCommand(
      ["\(Inside.scratch)/debug/\(program).xctest"] + arguments,
      policy: SandboxPolicy(
        profile: .test,
        mounts: mounts(scratchIsWritable: false) + [
          SandboxPolicy.Mount(host: dataDirectory, inside: Inside.data, writable: true)
        ],
        workingDirectory: Inside.app, environment: AppRun.backtrace,
        limits: SandboxPolicy.Limits(seconds: seconds), makesUnixSockets: makesUnixSockets),
      input: input.map { .bytes($0) } ?? .none)
  }

  private func policy(seconds: Double) -> SandboxPolicy {
    SandboxPolicy(
      profile: .build, mounts: mounts(scratchIsWritable: true), workingDirectory: Inside.app,
      environment: environment, limits: SandboxPolicy.Limits(seconds: seconds))
  }

  private func mounts(scratchIsWritable: Bool) -> [SandboxPolicy.Mount] {
    var mounts = toolchain.mounts
    mounts.append(SandboxPolicy.Mount(host: treeDirectory, inside: Inside.app))
    for (name, file) in replacements.sorted(by: { $0.key < $1.key }) {
      mounts.append(SandboxPolicy.Mount(host: file, inside: "\(Inside.app)/\(name)"))
    }
    for (name, folder) in dependencies.sorted(by: { $0.key < $1.key }) {
      mounts.append(
        SandboxPolicy.Mount(host: folder, inside: "\(Inside.dependencies)/\(name)"))
    }
    mounts.append(
      SandboxPolicy.Mount(
        host: scratchDirectory, inside: Inside.scratch, writable: scratchIsWritable))
    return mounts + further
  }
}
