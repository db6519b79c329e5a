package import Apps
package import Catalog
import Foundation

/// An app that is in the trash now.
package struct Discarded: Sendable, Equatable {
  /// The app's id and name.
  package var app: String
  package var name: String
  /// The launcher that went with it.
  package var launcher: String?
}

/// What discarding all apps came to.
package struct DiscardedAll: Sendable, Equatable {
  package var discarded: [Discarded] = []
  /// The names of apps that another process works on, which were left alone.
  package var busy: [String] = []
}

/// An app that is back from the trash.
package struct Restored: Sendable, Equatable {
  /// The app's id and name.
  package var app: String
  package var name: String
  /// The name that it had and that is another app's by now; nil if it has its name still.
  package var formerName: String?
  /// Its launcher, if it had one that is gone.
  package var missingLauncher: String?
}

extension Workbench {
  /// Moves an app to the trash, with its launcher and what only its launcher needed.
  ///
  /// - Throws: `AppBusy` if another process works on it.
  package func discard(_ app: AppRecord, in store: AppStore) throws -> Discarded {
    try store.discard(app)
    RuntimeCopies.removeUnused(in: home)
    guard let launcher = app.installedAs, Launcher.remove(launcher) else {
      return Discarded(app: app.id, name: app.name)
    }
    return Discarded(app: app.id, name: app.name, launcher: launcher)
  }

  /// Moves all apps to the trash, or those that were not kept; the tools of `wisp once` only if wanted.
  ///
  /// - Throws: `UsageError` if kept ones are among them and that is not wanted.
  package func discardAll(
    in store: AppStore, unkeptOnly: Bool, evenKept: Bool, evenTools: Bool
  ) throws -> DiscardedAll {
    let records = try store.catalog.all().filter {
      (!unkeptOnly || !$0.isKept) && (evenTools || !$0.isTool)
    }
    let kept = records.count(where: \.isKept)
    guard kept == 0 || evenKept else {
      throw UsageError(
        "\(kept) of the apps \(kept == 1 ? "was" : "were") kept. "
          + "--unkept leaves what was kept, --yes discards it too.")
    }
    var all = DiscardedAll()
    for record in records {
      do {
        all.discarded.append(try discard(record, in: store))
      } catch is AppBusy {
        all.busy.append(record.name)
      }
    }
    return all
  }

  /// Brings an app back from the trash: the one that is named, else the one discarded last.
  ///
  /// It comes back under another name if its own is taken by now.
  ///
  /// - Throws: `AppNotFound` if there is none, or more than one.
  package func restore(_ name: String?, in store: AppStore) throws -> Restored {
    let trashed = try store.catalog.all(includingTrash: true).filter(\.isTrashed)
    let record = try Self.choose(name, among: trashed)
    let restored = try store.restore(record)
    let missing = record.installedAs.flatMap {
      FileManager.default.fileExists(atPath: $0) ? nil : $0
    }
    return Restored(
      app: restored.id, name: restored.name,
      formerName: restored.name == record.name ? nil : record.name, missingLauncher: missing)
  }

  /// The app in the trash that is meant: of a name or of no name the one discarded last, of a beginning the
  /// only one.
  private static func choose(_ app: String?, among trashed: [AppRecord]) throws -> AppRecord {
    let exact = trashed.filter { app == nil || $0.name == app || $0.id == app }
    if let last = exact.max(by: { $0.updatedAt < $1.updatedAt }) { return last }
    let text = app ?? "app"
    let matching = trashed.filter { $0.name.hasPrefix(text) || $0.id.hasPrefix(text) }
    guard let record = matching.first else {
      throw AppNotFound(
        "There is no \(text) in the trash."
          + (trashed.isEmpty
            ? "" : "\nThere are: \(trashed.map(\.name).joined(separator: ", "))"))
    }
    guard matching.count == 1 else {
      throw AppNotFound(
        "\(text) could be any of: \(matching.map(\.id).joined(separator: ", ")).")
    }
    return record
  }
}
