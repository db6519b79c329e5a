import Apps
import ArgumentParser
import Foundation
import Reports
import Terminal
import Workbench
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
        wisp keep csv-sum --to ~/bin --program  export it as a program that runs without wisp and Swift
        wisp keep csv-sum --install             install it as ~/.local/bin/csv-sum
        wisp keep csv-sum --install --as sums   install it as ~/.local/bin/sums
      """)

  @OptionGroup var app: AppArgument

  @Option(
    help:
      "Export the app to this folder, as an ordinary Swift package with its history. The folder must be new or empty.",
    completion: .directory)
  var to: String?

  @Flag(
    help:
      "With --to: export the program instead of the package. It is built optimised, and runs without wisp, without Swift and not confined."
  )
  var program = false

  @Flag(help: "With --to: export one commit instead of the history.")
  var squash = false

  @Flag(
    help:
      "Write a launcher into ~/.local/bin that runs the app, confined. The app is built optimised, and needs no toolchain to run."
  )
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
    if program, to == nil { throw ValidationError("--program belongs to --to DIR.") }
    if program, squash { throw ValidationError("A program has no history: leave --squash out.") }
    if squash, to == nil { throw ValidationError("--squash belongs to --to DIR.") }
  }

  func run() async throws {
    let face = Face(agrees: yes)
    let store = try await face.workbench.store()
    throw try await face.keep(
      try store.find(app.app), in: store,
      KeepRequest(
        exportTo: to, programOnly: program, squash: squash, install: install,
        launcherName: launcherName)
    ).exit
  }
}

extension Face {
  /// Keeps an app and says what came of it.
  func keep(
    _ app: AppStore.Found, in store: AppStore, _ request: KeepRequest
  ) async throws -> ExitStatus {
    let report = TerminalReport(terminal)
    var workbench = workbench
    let tell = workbench.tell
    workbench.tell = { notice in
      if case .checking(let event) = notice { report.show(event) } else { tell(notice) }
    }
    let kept = try await Interrupts.cancelling { [workbench] in
      try await workbench.keep(app, in: store, request)
    }
    report.end()
    if kept.exportPassed == false {
      terminal.line(
        request.programOnly
          ? "The program is not exported: optimised, it does not build or does not pass its examples."
          : "The exported package does not pass `swift build` and `swift test`.")
    }
    let isExported = !(request.programOnly && kept.exportPassed == false)
    let place = isExported ? request.exportTo.map { ", exported to \($0)" } : nil
    Output.line("\(kept.name) is kept\(place ?? "")")
    if let launcher = kept.launcher { say(launcher, of: kept) }
    if let folder = request.exportTo, kept.exportPassed == true, let product = kept.product {
      Output.line(
        "run it without wisp, with all your rights and not confined: cd \(shellQuoted(folder)) "
          + (request.programOnly ? "&& ./\(product)" : "&& swift run \(product)"))
    }
    if let refusal = kept.refusal { throw UsageError("No launcher was installed: \(refusal)") }
    return kept.exportPassed == false ? .notVerified : .done
  }

  private func say(_ launcher: String, of kept: Kept) {
    Output.line("installed \(launcher); it runs confined")
    if case .toolchain? = kept.needs {
      terminal.line("note: it runs only where the Swift toolchain is installed")
    }
    if kept.takesFiles {
      terminal.line(
        "note: the app takes files by name, and its launcher gives it none of yours. For files: "
          + "wisp run \(kept.name) --allow-read FILE -- FILE")
    }
    guard !kept.isOnPath else { return }
    // A launcher in a folder that the shell does not search cannot be called by its name.
    let folder = (launcher as NSString).deletingLastPathComponent
    terminal.line(
      "note: \(folder) is not on PATH. Add to ~/.profile, and begin a new session:\n"
        + "  export PATH=\"$HOME/.local/bin:$PATH\"")
  }
}
