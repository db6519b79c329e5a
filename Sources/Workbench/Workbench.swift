import BuiltinModel
import Catalog
import Foundation
import LLM
import Sandbox
import Templates
import Toolchain
import WispCore

/// The concrete parts of this process, made from its environment once.
struct Workbench: Sendable {
  let environment: [String: String]
  let currentDirectory: String
  let home: Home
  let terminal: Terminal
  /// The path of the running program, links resolved.
  let executable: String

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.environment = environment
    currentDirectory = FileManager.default.currentDirectoryPath
    home = Home(environment: environment, currentDirectory: currentDirectory)
    terminal = Terminal(environment: environment)
    executable =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().path
  }

  /// What the user set in the configuration file.
  ///
  /// - Throws: `UsageError` where the file says something that cannot be used.
  func configuration() throws -> Configuration {
    try Configuration.load(Configuration.path(environment: environment))
  }

  /// Takes the keys of this environment out of texts: they do not belong in a prompt or a journal.
  var secrets: SecretMask { SecretMask(environment: environment) }

  /// What models cost, with the user's own prices.
  func prices() throws -> PriceTable {
    PriceTable.current.overridden(by: try configuration().prices)
  }

  /// The folder with templates and prompts.
  func templatesDirectory() throws -> String {
    guard let path = TemplateCatalog.locate(besideExecutable: executable) else {
      throw UsageError(
        "The templates of wisp were not found beside \(executable).\nInstall wisp again: make install"
      )
    }
    return path
  }

  func templates() throws -> TemplateCatalog {
    try TemplateCatalog.load(from: templatesDirectory(), own: ownTemplates)
  }

  /// The user's own templates, beside the configuration file.
  var ownTemplates: OwnTemplates {
    OwnTemplates(configurationFolder + "/templates")
  }

  /// The user's rules for every app, `rules.md` beside the configuration file; empty where there are none.
  ///
  /// - Throws: `UsageError` where the file is no text or too long to be sent each time.
  func houseRules() throws -> String {
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

  private var configurationFolder: String {
    (Configuration.path(environment: environment) as NSString).deletingLastPathComponent
  }

  func prompts() throws -> PromptTexts {
    try PromptTexts.load(from: templatesDirectory())
  }

  /// The confined runner; its own checks refuse where nothing can confine.
  func runner(level: SandboxLevel = .full) throws -> BubblewrapRunner {
    guard let jail = BubblewrapRunner.jailBeside(executable: executable) else {
      throw SandboxError(
        kind: .missing, message: "wisp-jail was not found beside \(executable).",
        advice: "Install wisp again: make install")
    }
    return BubblewrapRunner(jail: jail, level: level)
  }

  func toolchain() throws -> SwiftToolchain {
    try home.prepareCache()
    return try SwiftToolchain.locate(environment: environment, cacheDirectory: home.cache)
  }

  /// The sources of the dependencies that templates may use.
  func dependencies() -> DependencyStore {
    let program = URL(fileURLWithPath: executable).deletingLastPathComponent()
    let installed = program.appending(path: "../share/wisp/dependencies").standardizedFileURL.path
    if FileManager.default.fileExists(atPath: installed) {
      return DependencyStore(directory: installed)
    }
    // In a checkout: .build/<triple>/<configuration>/wisp.
    return DependencyStore(
      directory: program.appending(path: "../../checkouts").standardizedFileURL.path)
  }

  func checker(runner: BubblewrapRunner? = nil) throws -> Checker {
    try Checker(
      runner: runner ?? self.runner(), toolchain: toolchain(), dependencies: dependencies(),
      cacheDirectory: home.cache, paths: pathRules,
      certificates: Grant.certificates(environment: environment))
  }

  /// Removes what is no longer needed of earlier checks, of this home and others.
  func sweepCache(idleFor seconds: Double = AppStore.idleSeconds) {
    Checker.sweep(cacheDirectory: home.cache, idleFor: seconds)
  }

  /// The apps of this home.
  ///
  /// On the way the programs of idle apps are removed and, once a day, what has
  /// expired is discarded and caches are trimmed.
  func store() throws -> AppStore {
    let store = try AppStore(home: home)
    if let damaged = store.catalog.setAside {
      terminal.line(
        "note: the list of apps was damaged and has been rebuilt from their folders; the old one is in "
          + printable(damaged))
    }
    // What runs left whose process was killed.
    for mark in RunMark.left(in: home) { LeftoverReport(self).finish(mark) }
    for path in home.openFolders {
      terminal.line(
        "note: other users can look into \(printable(path)), and wisp cannot close it; set WISP_HOME to a "
          + "folder of its own")
    }
    _ = try store.removeBuilds(idleFor: AppStore.idleSeconds)
    sweepCache()
    if store.claimSweep() { sweepQuietly(store) }
    return store
  }

  /// Sweeps without ever standing in the way of what was asked for.
  private func sweepQuietly(_ store: AppStore) {
    let budget = (try? configuration())?.cacheBudget
    ToolCache(home: home).trim(budget: budget ?? ToolCache.usualBudget)
    guard let swept = try? store.sweep(), !swept.discarded.isEmpty, terminal.isInteractive else {
      return
    }
    let ids = swept.discarded.prefix(3).joined(separator: ", ")
    let more = swept.discarded.count > 3 ? " and \(swept.discarded.count - 3) more" : ""
    terminal.line(
      terminal.styled("expired: \(ids)\(more); for a day `wisp restore` brings them back", .dim))
  }
}
