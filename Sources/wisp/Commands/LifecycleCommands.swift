import ArgumentParser
import Catalog
import Foundation
import WispCore

/// `wisp discard`: see its abstract.
struct DiscardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: "Move apps to the trash. `wisp restore` brings them back within a day.",
    discussion: """
      Examples:
        wisp discard                   the newest app
        wisp discard words csv-sum-7f  two apps
        wisp discard --all --unkept    all apps that were not kept
      """)

  @Argument(help: "The apps. Default: the newest app.", completion: AppCompletion.present)
  var apps: [String] = []

  @Flag(help: "Discard all apps.")
  var all = false

  @Flag(help: "With --all: spare the apps that were kept.")
  var unkept = false

  @Flag(name: .shortAndLong, help: "With --all: discard the apps that were kept, too.")
  var yes = false

  func validate() throws {
    if all, !apps.isEmpty { throw ValidationError("Name apps, or give --all; not both.") }
    if unkept || yes, !all { throw ValidationError("--unkept and --yes belong to --all.") }
    if unkept, yes { throw ValidationError("--unkept and --yes contradict each other.") }
  }

  func run() throws {
    let workbench = Workbench()
    try workbench.home.usingReserve { try discard(workbench) }
  }

  private func discard(_ workbench: Workbench) throws {
    let store = try workbench.store()
    guard !all else { return try discardAll(store) }
    // All are found before the first is moved.
    let found = try apps.isEmpty ? [store.find(nil)] : apps.map { try store.find($0) }
    for app in found {
      try discard(app.record, store)
      Output.line(
        "\(app.record.id) is in the trash for a day; `wisp restore \(app.record.id)` brings it back"
      )
    }
  }

  private func discardAll(_ store: AppStore) throws {
    let records = try store.catalog.all().filter { !unkept || !$0.isKept }
    let kept = records.count(where: \.isKept)
    guard kept == 0 || yes else {
      throw UsageError(
        "\(kept) of the apps \(kept == 1 ? "was" : "were") kept. "
          + "--unkept leaves what was kept, --yes discards it too.")
    }
    var busy: [String] = []
    for record in records {
      do { try discard(record, store) } catch is AppBusy { busy.append(record.id) }
    }
    let count = records.count - busy.count
    Output.line(
      count == 0
        ? "Nothing to discard."
        : "\(count) app\(count == 1 ? " is" : "s are") in the trash for a day; `wisp restore APP` brings one back"
    )
    guard busy.isEmpty else {
      throw AppNotFound(
        "Left alone, as another wisp works on \(busy.count == 1 ? "it" : "them"): "
          + busy.joined(separator: ", "))
    }
  }

  private func discard(_ record: AppRecord, _ store: AppStore) throws {
    try store.discard(record.id)
    guard let launcher = record.installedAs else { return }
    guard Launcher.remove(launcher) else { return }
    Output.line("removed its launcher \(launcher)")
  }
}

/// `wisp restore`: see its abstract.
struct RestoreCommand: ParsableCommand {
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

  func run() throws {
    let workbench = Workbench()
    try workbench.home.usingReserve { try restore(workbench) }
  }

  private func restore(_ workbench: Workbench) throws {
    let store = try workbench.store()
    let trashed = try store.catalog.all(includingTrash: true).filter(\.isTrashed)
    let matching = trashed.filter { record in
      app.map { record.id == $0 || record.name == $0 || record.id.hasPrefix($0) } ?? true
    }
    guard let record = matching.max(by: { $0.updatedAt < $1.updatedAt }) else {
      throw AppNotFound(
        "There is no \(app ?? "app") in the trash."
          + (trashed.isEmpty
            ? "" : "\nThere are: \(trashed.map(\.id).joined(separator: ", "))"))
    }
    if app != nil, matching.count > 1, !matching.contains(where: { $0.id == app }) {
      throw AppNotFound(
        "\(app ?? "") could be any of: \(matching.map(\.id).joined(separator: ", ")).")
    }
    try store.restore(record.id)
    Output.line("\(record.id) is back")
    if let launcher = record.installedAs, !FileManager.default.fileExists(atPath: launcher) {
      Output.line(
        "its launcher \(launcher) is gone; `wisp keep \(record.id) --install` puts it back")
    }
  }
}
