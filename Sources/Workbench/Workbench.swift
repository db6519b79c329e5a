package import Apps
import Foundation
package import Generation
package import LLM
package import Sandbox
package import Templates
package import Toolchain

/// Every operation that any face offers: functions that return values, ask through `asker` and tell, beside the
/// result, through `tell`.
///
/// A face is a terminal, a page or an agent's protocol. What is here knows none of them: no exit code, no
/// arguments, no screen.
package struct Workbench: Sendable {
  package let environment: [String: String]
  package let currentDirectory: String
  package let home: Home
  /// The path of the installed program, links resolved; templates and the jail lie beside it.
  package let executable: String
  /// The model of every session, of a host that brings its own; nil: it is chosen.
  package let model: ChosenModel?
  /// Who is asked.
  package var asker: any Asker
  /// Gets what is worth knowing beside the result.
  package var tell: @Sendable (Notice) -> Void

  /// The workbench of an environment.
  ///
  /// - Parameters:
  ///   - environment: Says where home, cache and configuration are, and which models can be used.
  ///   - executable: The installed program; nil: the running one.
  ///   - model: The model of every session; nil: it is chosen.
  ///   - asker: Who is asked.
  ///   - tell: Gets notices.
  package init(
    environment: [String: String] = ProcessInfo.processInfo.environment, executable: String? = nil,
    model: ChosenModel? = nil, asker: any Asker = Nobody(),
    tell: @escaping @Sendable (Notice) -> Void = { _ in }
  ) {
    self.environment = environment
    currentDirectory = FileManager.default.currentDirectoryPath
    home = Home(environment: environment, currentDirectory: currentDirectory)
    self.executable = executable ?? Self.runningProgram
    self.model = model
    self.asker = asker
    self.tell = tell
  }

  private static var runningProgram: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().path
  }

  /// What the user set in the configuration file.
  ///
  /// - Throws: `UsageError` where the file says something that cannot be used.
  package func configuration() throws -> Configuration {
    try Configuration.load(configurationPath)
  }

  /// Takes the keys of this environment out of texts: they do not belong in a prompt or a journal.
  package var secrets: SecretMask { SecretMask(environment: environment) }

  /// What models cost, with the user's own prices.
  package func prices() throws -> PriceTable {
    PriceTable.current.overridden(by: try configuration().prices)
  }

  /// The folder with templates and prompts.
  package func templatesDirectory() throws -> String {
    guard let path = TemplateCatalog.locate(besideExecutable: executable) else {
      throw UsageError(
        "The templates of wisp were not found beside \(executable).\nInstall wisp again: make install"
      )
    }
    return path
  }

  package func templates() throws -> TemplateCatalog {
    try TemplateCatalog.load(from: templatesDirectory(), own: ownTemplates)
  }

  /// The user's own templates, beside the configuration file.
  package var ownTemplates: OwnTemplates {
    OwnTemplates(configurationFolder + "/templates")
  }

  /// The user's rules for every app, `rules.md` beside the configuration file; empty where there are none.
  ///
  /// - Throws: `UsageError` where the file is no text or too long to be sent each time.
  package func houseRules() throws -> String {
    let path = configurationFolder + "/rules.md"
    guard let handle = FileHandle(forReadingAtPath: path) else { return "" }
    guard let data = try? handle.read(upToCount: Self.longestRules + 1) ?? Data(),
      let text = String(data: data, encoding: .utf8)
    else { throw UsageError("\(path) is not text in UTF-8.") }
    guard data.count <= Self.longestRules else {
      throw UsageError(
        "\(path) is longer than 8,000 bytes: it is sent with every request. Shorten it.")
    }
    return secrets(text).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static let longestRules = 8_000

  /// The configuration file of this environment.
  package var configurationPath: String { Configuration.path(environment: environment) }

  private var configurationFolder: String {
    (configurationPath as NSString).deletingLastPathComponent
  }

  package func prompts() throws -> PromptTexts {
    try PromptTexts.load(from: templatesDirectory())
  }

  /// The confined runner; its own checks refuse where nothing can confine.
  package func runner(level: SandboxLevel = .full) throws -> BubblewrapRunner {
    guard let jail = BubblewrapRunner.jailBeside(executable: executable) else {
      throw SandboxError(
        kind: .missing, message: "wisp-jail was not found beside \(executable).",
        advice: "Install wisp again: make install")
    }
    return BubblewrapRunner(jail: jail, level: level)
  }

  /// The toolchain of this machine.
  ///
  /// Never inlined: the optimiser of Swift 6.3.1 crashes while it splits the asynchronous functions that this would be
  /// copied into.
  @inline(never)
  package func toolchain() throws -> SwiftToolchain {
    try home.prepareCache()
    return try SwiftToolchain.locate(environment: environment, cacheDirectory: home.cache)
  }

  /// The sources of the dependencies that templates may use.
  package func dependencies() -> DependencyStore {
    let program = URL(fileURLWithPath: executable).deletingLastPathComponent()
    let installed = program.appending(path: "../share/wisp/dependencies").standardizedFileURL.path
    if FileManager.default.fileExists(atPath: installed) {
      return DependencyStore(directory: installed)
    }
    // In a checkout: .build/<triple>/<configuration>/wisp.
    return DependencyStore(
      directory: program.appending(path: "../../checkouts").standardizedFileURL.path)
  }

  /// What checks apps and packages here.
  package func checker(runner: BubblewrapRunner? = nil) throws -> Checker {
    try Checker(
      runner: runner ?? self.runner(), toolchain: toolchain(), dependencies: dependencies(),
      cacheDirectory: home.cache, paths: pathRules,
      certificates: Grant.certificates(environment: environment),
      packageCache: PackageCache.repositories(environment: environment))
  }

  /// Removes what is no longer needed of earlier checks, of this home and others.
  package func sweepCache(idleFor seconds: Double = AppStore.idleSeconds) {
    Checker.sweep(cacheDirectory: home.cache, idleFor: seconds)
  }
}
