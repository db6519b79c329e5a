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
    abstract: "Keep an app: it never expires. Export it, or install a confined launcher.",
    discussion: """
      Examples:
        wisp keep
        wisp keep csv-sum --to ~/csv-sum
        wisp keep csv-sum --install
      """)

  @OptionGroup var app: AppArgument

  @Option(
    help: "Export as an ordinary Swift package with its history; the folder must be new or empty.",
    completion: .directory)
  var to: String?

  @Flag(help: "Export one commit instead of the history.")
  var squash = false

  @Flag(help: "Put a launcher into ~/.local/bin that runs the app confined.")
  var install = false

  @Flag(
    name: .shortAndLong, help: "With --install: agree to what the app's wisp.json asks for.")
  var yes = false

  func validate() throws {
    if yes, !install { throw ValidationError("--yes belongs to --install.") }
    if squash, to == nil { throw ValidationError("--squash belongs to --to DIR.") }
  }

  func run() async throws {
    let workbench = Workbench()
    let store = try workbench.store()
    let app = try store.find(app.app)
    let lock = try AppLock(app.directory)
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
    if let to { passed = try await export(app, to: to, workbench) }
    try store.removeBuild(of: app.directory)
    let launcher = install ? try Launcher(workbench, app.record, tree).install() : nil
    _ = try lock.during {
      try store.update(app.directory) { record in
        record.isKept = true
        record.updatedAt = Date()
        if let launcher { record.installedAs = launcher }
      }
    }
    Output.line("\(app.record.id) is kept\(to.map { ", exported to \($0)" } ?? "")")
    if let launcher {
      Output.line("installed \(launcher); it runs confined")
      sayWhereNotFound(launcher, workbench)
    }
    if let to, passed, let product = try Contract.manifest(in: tree)?.name {
      Output.line("run it plain, without wisp: cd \(shellQuoted(to)) && swift run \(product)")
    }
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
  private func export(_ app: AppStore.Found, to directory: String, _ workbench: Workbench)
    async throws
    -> Bool
  {
    let target = URL(fileURLWithPath: directory).standardizedFileURL.path
    let present = (try? FileManager.default.contentsOfDirectory(atPath: target)) ?? []
    guard present.isEmpty else {
      throw UsageError("\(directory) is not empty. Name a folder that does not exist yet.")
    }
    try app.history.export(
      to: target,
      ExportOptions(
        squash: squash, subject: "Export \(app.record.name) from wisp", date: Date()))
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

/// A small script in `~/.local/bin` that runs an app through `wisp`, confined.
struct Launcher {
  private static let mark = "# Made by `wisp keep --install`"
  let path: String
  private let text: String

  init(_ workbench: Workbench, _ record: AppRecord, _ tree: FileTree) throws {
    guard let home = workbench.environment["HOME"], !home.isEmpty else {
      throw UsageError("HOME is not set, so there is no ~/.local/bin to install to.")
    }
    let manifest = try Contract.manifest(in: tree)
    path = home + "/.local/bin/" + (manifest?.name ?? record.name)
    let variable = workbench.environment["WISP_HOME"].map { _ in
      "WISP_HOME=\(Self.quoted(workbench.home.root)) "
    }
    text = """
      #!/bin/sh
      \(Self.mark); `wisp discard \(record.id)` removes it.
      \(variable ?? "")exec \(Self.quoted(workbench.executable)) run --no-limit \(record.id) -- "$@"

      """
  }

  /// Writes the launcher.
  ///
  /// - Returns: Its path.
  /// - Throws: `UsageError` where a program of another origin has the name.
  func install() throws -> String {
    if FileManager.default.fileExists(atPath: path), !Self.isOurs(path) {
      throw UsageError("\(path) exists and is not wisp's. Remove it, or give the app another name.")
    }
    let folder = (path as NSString).deletingLastPathComponent
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    } catch {
      let reason = String(cString: strerror(FileFailure.code(of: error, on: path)))
      throw UsageError("\(path) cannot be written: \(reason). Check who may write there.")
    }
    return path
  }

  /// Removes a launcher, if it is one of ours.
  ///
  /// - Returns: Whether it was, and is gone.
  static func remove(_ path: String) -> Bool {
    isOurs(path) && (try? FileManager.default.removeItem(atPath: path)) != nil
  }

  private static func isOurs(_ path: String) -> Bool {
    FileManager.default.contents(atPath: path).map {
      String(decoding: $0, as: UTF8.self).contains(mark)
    } ?? false
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
