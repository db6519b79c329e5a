package import Catalog
import Foundation
package import WispCore

/// An app that is in the trash now.
package struct Discarded: Sendable, Equatable {
  package var app: String
  /// The launcher that went with it.
  package var launcher: String?
}

/// What discarding all apps came to.
package struct DiscardedAll: Sendable, Equatable {
  package var discarded: [Discarded] = []
  /// Apps that another process works on, which were left alone.
  package var busy: [String] = []
}

/// An app that is back from the trash.
package struct Restored: Sendable, Equatable {
  package var app: String
  /// Its launcher, if it had one that is gone.
  package var missingLauncher: String?
}

extension Workbench {
  /// Moves an app to the trash, with its launcher.
  ///
  /// - Throws: `AppBusy` if another process works on it.
  package func discard(_ app: AppRecord, in store: AppStore) throws -> Discarded {
    try store.discard(app.id)
    guard let launcher = app.installedAs, Launcher.remove(launcher) else {
      return Discarded(app: app.id)
    }
    return Discarded(app: app.id, launcher: launcher)
  }

  /// Moves all apps to the trash, or those that were not kept.
  ///
  /// - Throws: `UsageError` if kept ones are among them and that is not wanted.
  package func discardAll(
    in store: AppStore, unkeptOnly: Bool, evenKept: Bool
  ) throws -> DiscardedAll {
    let records = try store.catalog.all().filter { !unkeptOnly || !$0.isKept }
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
        all.busy.append(record.id)
      }
    }
    return all
  }

  /// Brings an app back from the trash: the one that is named, else the one discarded last.
  ///
  /// - Throws: `AppNotFound` if there is none, or more than one.
  package func restore(_ name: String?, in store: AppStore) throws -> Restored {
    let trashed = try store.catalog.all(includingTrash: true).filter(\.isTrashed)
    let matching = trashed.filter { record in
      name.map { record.id == $0 || record.name == $0 || record.id.hasPrefix($0) } ?? true
    }
    guard let record = matching.max(by: { $0.updatedAt < $1.updatedAt }) else {
      throw AppNotFound(
        "There is no \(name ?? "app") in the trash."
          + (trashed.isEmpty
            ? "" : "\nThere are: \(trashed.map(\.id).joined(separator: ", "))"))
    }
    if name != nil, matching.count > 1, !matching.contains(where: { $0.id == name }) {
      throw AppNotFound(
        "\(name ?? "") could be any of: \(matching.map(\.id).joined(separator: ", ")).")
    }
    try store.restore(record.id)
    let missing = record.installedAs.flatMap {
      FileManager.default.fileExists(atPath: $0) ? nil : $0
    }
    return Restored(app: record.id, missingLauncher: missing)
  }
}
