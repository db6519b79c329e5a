import ArgumentParser
import Catalog
import Foundation
import History
import Toolchain
import WispCore
import Workspace

/// `wisp keep`: see its abstract.
struct KeepCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keep",
    abstract:
      "Keep an app, so that it never expires. Also exports it, or installs it as a command.",
    discussion: """
      Examples:
        wisp keep
        wisp keep csv-sum --to ~/csv-sum        export it as a Swift package
        wisp keep csv-sum --install             install it as ~/.local/bin/csv-sum
        wisp keep csv-sum --install --as sums   install it as ~/.local/bin/sums
      """)

  @OptionGroup var app: AppArgument

  @Option(
    help:
      "Export the app to this folder, as an ordinary Swift package with its history. The folder must be new or empty.",
    completion: .directory)
  var to: String?

  @Flag(help: "With --to: export one commit instead of the history.")
  var squash = false

  @Flag(help: "Write a launcher into ~/.local/bin that runs the app, confined.")
  var install = false

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "With --install: the name of the launcher. Default: the name of the app.", valueName: "name"))
  var launcherName: String?

  @Flag(
    name: .shortAndLong,
    help: "With --install: agree to the permissions that the app's wisp.json asks for.")
  var yes = false

  func validate() throws {
    if yes, !install { throw ValidationError("--yes belongs to --install.") }
    if let launcherName {
      guard install else { throw ValidationError("--as belongs to --install.") }
      guard AppManifest.isName(launcherName) else {
        throw ValidationError(
          "--as takes lower-case letters, digits and hyphens, a letter first: --as my-tool")
      }
    }
    if squash, to == nil { throw ValidationError("--squash belongs to --to DIR.") }
  }

  func run() async throws {
    let workbench = Workbench()
    let store = try workbench.store()
    let app = try store.find(app.app)
    let lock = try store.hold(app)
    defer { withExtendedLifetime(lock) {} }
    let tree = try store.restoreTree(of: app)
    let sealed = try app.history.isSealed()
    if !sealed {
      workbench.terminal.line(
        workbench.terminal.styled("note: \(app.record.id) is not verified", .yellow))
    }
    if install, let manifest = try Contract.manifest(in: tree) {
      // The launcher may be started where nobody can be asked.
      _ = try RunPermissions(workbench: workbench, app: app, manifest: manifest)
        .grant(adding: .init(), agrees: yes)
    }
    var passed = true
    if let to { passed = try await export(app, tree, to: to, workbench) }
    try store.removeBuild(of: app.directory)
    let launcher =
      install ? try Launcher(workbench, app.record, tree, as: launcherName) : nil
    let conflict = launcher?.conflict
    if let launcher, conflict == nil { try launcher.install() }
    try lock.during {
      try store.keep(app.directory) { record in
        record.updatedAt = Date()
        if let launcher, conflict == nil {
          // One launcher an app: the one of an earlier name goes.
          if let earlier = record.installedAs, earlier != launcher.path {
            _ = Launcher.remove(earlier)
          }
          record.installedAs = launcher.path
        }
      }
    }
    Output.line("\(app.record.id) is kept\(to.map { ", exported to \($0)" } ?? "")")
    if let launcher, conflict == nil {
      Output.line("installed \(launcher.path); it runs confined")
      if let manifest = try Contract.manifest(in: tree),
        AppInput(manifest, try workbench.templates()[app.record.template]).takesFiles
      {
        workbench.terminal.line(
          "note: the app takes files by name, and its launcher gives it none of yours. For files: "
            + "wisp run \(app.record.id) --allow-read FILE -- FILE")
      }
      sayWhereNotFound(launcher.path, workbench)
    }
    if let to, passed, let product = try Contract.manifest(in: tree)?.name {
      Output.line(
        "run it without wisp, with all your rights and not confined: cd \(shellQuoted(to)) "
          + "&& swift run \(product)")
    }
    if let conflict { throw UsageError("No launcher was installed: \(conflict)") }
    if !passed { throw ExitCode(ExitStatus.notVerified.rawValue) }
  }

  /// A launcher in a folder that the shell does not search cannot be called by its name.
  private func sayWhereNotFound(_ launcher: String, _ workbench: Workbench) {
    let folder = (launcher as NSString).deletingLastPathComponent
    let searched = (workbench.environment["PATH"] ?? "").split(separator: ":")
    guard !searched.contains(where: { $0 == folder || $0 == folder + "/" }) else { return }
    workbench.terminal.line(
      "note: \(folder) is not on PATH. Add to ~/.profile, and begin a new session:\n"
        + "  export PATH=\"$HOME/.local/bin:$PATH\"")
  }

  /// Exports and then checks what was exported the plain way, `swift build` and `swift test`.
  private func export(
    _ app: AppStore.Found, _ tree: FileTree, to directory: String, _ workbench: Workbench
  ) async throws -> Bool {
    let target = URL(fileURLWithPath: directory).standardizedFileURL.path
    let present = (try? FileManager.default.contentsOfDirectory(atPath: target)) ?? []
    guard present.isEmpty else {
      throw UsageError("\(directory) is not empty. Name a folder that does not exist yet.")
    }
    let strays = tree.paths.filter { !Contract.isPart($0) }
    if !strays.isEmpty {
      workbench.terminal.line(
        "note: left out of the export, with the history that holds them: "
          + strays.map { printable($0.description) }.joined(separator: ", ")
          + " (not part of an app)")
    }
    try app.history.export(
      to: target,
      ExportOptions(
        // What was written before such files were refused stays out, its history with it.
        headTree: strays.isEmpty ? nil : Contract.parts(of: tree),
        squash: squash || !strays.isEmpty,
        subject: "Export \(app.record.name) from wisp", date: Date()))
    let checker = try workbench.checker()
    let scratch = try ScratchFolder(in: workbench.home)
    defer { scratch.remove() }
    let report = TerminalReport(workbench.terminal)
    workbench.terminal.line(
      "The exported package is now built and tested once the plain way, `swift build` and `swift test`, "
        + "which takes about a minute.")
    let subject = CheckSubject(
      treeDirectory: target, scratchDirectory: scratch.path, manifest: nil,
      requiresTests: true, faithful: true, timeLimit: 300)
    let verdict = try await Interrupts.cancelling {
      try await checker.check(subject) { report.show(Event($0)) }
    }
    report.end()
    if verdict.outcome != .passed {
      workbench.terminal.line("The exported package does not pass `swift build` and `swift test`.")
    }
    return verdict.outcome == .passed
  }
}
