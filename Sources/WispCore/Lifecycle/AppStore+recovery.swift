package import Catalog
import Foundation
import History
import Workspace

/// The catalog is an index: everything in it follows from the app directories and the ledger, and is
/// made anew from them wherever a process died half-way.
extension AppStore {
  /// Writes what an app's files say into the catalog, after `change` to the facts.
  ///
  /// The caller holds the app's lock.
  ///
  /// - Returns: The app's row.
  @discardableResult
  package func update(
    _ app: AppDirectory, _ change: (inout AppRecord) -> Void = { _ in }
  ) throws -> AppRecord {
    guard var record = try record(of: app) else {
      throw AppNotFound("\(app.id) has no files any more.\n`wisp ls` lists what there is.")
    }
    change(&record)
    try note(&record, of: app)
    return record
  }

  /// Writes down what is known of an app, and how large it is: first beside its files, then in its row.
  private func note(_ record: inout AppRecord, of app: AppDirectory) throws {
    try AppFacts(record).write(to: app)
    record.bytes = HostileFolder(app.path).size.bytes
    try catalog.replace(record)
  }

  /// The row that belongs to an app's files; nil where nothing was ever committed.
  func record(of app: AppDirectory) throws -> AppRecord? {
    guard let facts = AppFacts(of: app), FileManager.default.fileExists(atPath: app.history),
      let head = try AppHistory(at: app.history).head()
    else { return nil }
    let history = AppHistory(at: app.history)
    let manifest = try Contract.manifest(in: history.tree(at: head))
    let iterations = try history.log().first?.number ?? 0
    let spent = try catalog.spending(app: app.id).total
    return AppRecord(
      id: app.id, name: iterations > 0 ? manifest?.name ?? facts.name : facts.name,
      summary: iterations > 0 ? manifest?.summary ?? "" : "", description: facts.description,
      template: facts.template, model: facts.model,
      state: iterations == 0 ? .draft : try history.isSealed() ? .verified : .failing,
      isKept: facts.isKept, trashedAt: facts.trashedAt, createdAt: facts.createdAt,
      updatedAt: facts.updatedAt, expiresAt: facts.expiresAt, head: head, iterations: iterations,
      inputTokens: spent.inputTokens, cachedTokens: spent.cachedTokens,
      outputTokens: spent.outputTokens, costUSD: spent.unpricedCalls > 0 ? nil : spent.costUSD,
      installedAs: facts.installedAs)
  }

  /// Brings in order the apps whose last writer died: their locks are still there and nobody holds them.
  func recover() throws {
    for id in try FileManager.default.contentsOfDirectory(atPath: home.locks) {
      let app = home.app(id)
      var status = stat()
      guard lstat(app.lock, &status) == 0, status.st_size > 0,
        let lock = try? AppLock(app)
      else { continue }
      try settle(id)
      withExtendedLifetime(lock) {}
    }
  }

  /// Makes the whole catalog anew from the app directories.
  ///
  /// Apps that another process works on keep the row they have.
  ///
  /// - Returns: The number of apps.
  @discardableResult
  package func rebuild() throws -> Int {
    let files = FileManager.default
    var ids = Set(try catalog.all(includingTrash: true).map(\.id))
    for folder in [home.apps, home.trash] {
      ids.formUnion(try files.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") })
    }
    for id in ids {
      guard let lock = try? AppLock(home.app(id)) else { continue }
      try settle(id)
      withExtendedLifetime(lock) {}
    }
    return try catalog.all(includingTrash: true).count
  }

  /// Makes an app's files and its row agree; the caller holds the app's lock.
  private func settle(_ id: String) throws {
    let files = FileManager.default
    let (present, trashed) = (home.app(id), home.trashed(id))
    for app in [present, trashed] where files.fileExists(atPath: app.history) {
      try AppHistory(at: app.history).removeLeftLocks()
      try restoreLedger(of: app)
    }
    if files.fileExists(atPath: present.path) {
      guard var record = try record(of: present) else {
        // Died before its first commit: nothing was ever said of it.
        try bury(present.path)
        try catalog.remove(id: id)
        return
      }
      record.trashedAt = nil
      _ = try restoreTree(
        of: Found(
          record: record, directory: present, history: AppHistory(at: present.history)))
      try note(&record, of: present)
    } else if files.fileExists(atPath: trashed.path) {
      guard var record = try record(of: trashed) else {
        try bury(trashed.path)
        try catalog.remove(id: id)
        return
      }
      record.trashedAt = record.trashedAt ?? Date()
      try note(&record, of: trashed)
    } else {
      try catalog.remove(id: id)
    }
  }
}
