import Apps
import ArgumentParser
import Terminal
import Workbench

/// `wisp discard`: see its abstract.
struct DiscardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: "Move apps to the trash. `wisp restore` brings them back within \(Term.trash.words).",
    discussion: """
      Examples:
        wisp discard                   the newest app
        wisp discard words csv-sum-7f  two apps
        wisp discard --all --unkept    all apps that were not kept
        wisp discard --all --tools     the tools that `wisp once` made, too
      """)

  @Argument(help: "The apps. Default: the newest app.", completion: AppCompletion.present)
  var apps: [String] = []

  @Flag(help: "Discard all apps, but not the tools of `wisp once`.")
  var all = false

  @Flag(help: "With --all: spare the apps that were kept.")
  var unkept = false

  @Flag(help: "With --all: discard the tools of `wisp once`, too.")
  var tools = false

  @Flag(name: .shortAndLong, help: "With --all: discard the apps that were kept, too.")
  var yes = false

  func validate() throws {
    if all, !apps.isEmpty { throw ValidationError("Name apps, or give --all; not both.") }
    if unkept || yes || tools, !all {
      throw ValidationError("--unkept, --tools and --yes belong to --all.")
    }
    if unkept, yes { throw ValidationError("--unkept and --yes contradict each other.") }
  }

  func run() async throws {
    let face = Face()
    try await face.workbench.home.usingReserve {
      let store = try await face.workbench.store()
      guard !all else { return try discardAll(face, store) }
      // All are found before the first is moved.
      try face.discard(
        apps.isEmpty ? [store.find(nil)] : apps.map { try store.find($0) }, in: store)
    }
  }

  private func discardAll(_ face: Face, _ store: AppStore) throws {
    let done = try face.workbench.discardAll(
      in: store, unkeptOnly: unkept, evenKept: yes, evenTools: tools)
    for app in done.discarded { Face.say(launcherOf: app) }
    let count = done.discarded.count
    Output.line(
      count == 0
        ? "Nothing to discard."
        : "\(count) app\(count == 1 ? " is" : "s are") in the trash for \(Term.trash.words); `wisp restore APP` brings one back"
    )
    guard done.busy.isEmpty else {
      throw AppNotFound(
        "Left alone, as another wisp works on \(done.busy.count == 1 ? "it" : "them"): "
          + done.busy.joined(separator: ", "))
    }
  }
}

extension Face {
  /// Discards apps and says so.
  func discard(_ apps: [AppStore.Found], in store: AppStore) throws {
    for app in apps {
      let done = try workbench.discard(app.record, in: store)
      Self.say(launcherOf: done)
      Output.line(
        "\(done.name) is in the trash for \(Term.trash.words); `wisp restore \(done.name)` brings it back"
      )
    }
  }

  fileprivate static func say(launcherOf app: Discarded) {
    if let launcher = app.launcher { Output.line("removed its launcher \(launcher)") }
  }
}

/// `wisp restore`: see its abstract.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Bring a discarded app back from the trash.",
    discussion: """
      Examples:
        wisp restore          the app that was discarded last
        wisp restore words    this app; `wisp ls --all` lists the trash, too
      """)

  @Argument(
    help: "The app. Default: the app that was discarded last.", completion: AppCompletion.trashed)
  var app: String?

  func run() async throws {
    let workbench = Face().workbench
    let restored = try await workbench.home.usingReserve {
      try await workbench.restore(app, in: try workbench.store())
    }
    let name = restored.name
    Output.line(
      restored.formerName.map { "\($0) is back as \(name): another app has its name by now" }
        ?? "\(name) is back")
    if let launcher = restored.missingLauncher {
      Output.line(
        "its launcher \(launcher) is gone; `wisp keep \(name) --install` puts it back")
    }
  }
}
