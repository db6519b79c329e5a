import ArgumentParser
import Catalog
import Foundation
import WispCore

/// `wisp discard`: see its abstract.
struct DiscardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: "Move apps to the trash at once; `restore` brings them back for a day.")

  @Argument(help: "The apps; left out: the newest.")
  var apps: [String] = []

  func run() throws {
    let store = try Workbench().store()
    // All are found before the first is moved.
    let found = try apps.isEmpty ? [store.find(nil)] : apps.map { try store.find($0) }
    for app in found {
      if let launcher = app.record.installedAs {
        Launcher.remove(launcher)
        Output.line("removed \(launcher)")
      }
      try store.discard(app.record.id)
      Output.line(
        "\(app.record.id) is in the trash for a day; `wisp restore \(app.record.id)` brings it back"
      )
    }
  }
}

/// `wisp restore`: see its abstract.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Bring a discarded app back.")

  @Argument(help: "The app; left out: the one discarded last.")
  var app: String?

  func run() throws {
    let store = try Workbench().store()
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
  }
}

/// `wisp gc`: see its abstract.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract:
      "Discard what has expired; empty what was a day in the trash and what other toolchains built."
  )

  func run() throws {
    let workbench = Workbench()
    let store = try AppStore(home: workbench.home)
    let swept = try store.sweep()
    let builds = try store.removeBuilds(idleFor: 0)
    workbench.sweepCache(idleFor: 0)
    for id in swept.discarded { Output.line("\(id) had expired and is in the trash for a day") }
    for id in swept.gone { Output.line("\(id) is gone from the trash") }
    // Without a sandbox or a toolchain there is nothing to tell them apart by.
    let bytes = (try? workbench.checker())?.removeStalePreparations() ?? 0
    if bytes > 0 { Output.line("\(bytes >> 20) MB of builds for other toolchains are gone") }
    for id in builds { Output.line("\(id): build removed; `wisp run` builds it again") }
    if swept.discarded.isEmpty, swept.gone.isEmpty, builds.isEmpty, bytes == 0 {
      Output.line("Nothing to sweep.")
    }
  }
}
