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
  ///
  /// Outside the trash its name becomes one that no other app has.
  func note(_ record: inout AppRecord, of app: AppDirectory) throws {
    record.bytes = app.bytes
    let known = record
    record = try catalog.replace(id: app.id) { isTaken in
      var record = known
      if !record.isTrashed { record.name = try AppName.free(record.name, isTaken: isTaken) }
      try AppFacts(record).write(to: app)
      return record
    }
  }

  /// Notes what an app's files take now, after a run that may have written some.
  package func noteSize(of app: AppDirectory) throws {
    guard let bytes = app.bytes else { return }
    try catalog.update(id: app.id) { $0.bytes = bytes }
  }

  /// The row that belongs to an app's files; nil where nothing was ever committed.
  func record(of app: AppDirectory) throws -> AppRecord? {
    let history = AppHistory(at: app.history)
    guard history.holdsObjects, let head = try history.head() else { return nil }
    let manifest = try history.tree(at: head).manifest
    let log = try history.log()
    let iterations = log.first?.number ?? 0
    let facts = try AppFacts(of: app) ?? lostFacts(of: app, log, manifest)
    let name = try name(of: app, facts, contract: iterations > 0 ? manifest?.name : nil)
    let spent = try catalog.spending(app: app.id).total
    return AppRecord(
      id: app.id, name: name.text, isNamed: name.stays,
      summary: iterations > 0 ? manifest?.summary ?? "" : "", description: facts.description,
      template: facts.template, model: facts.model,
      state: try history.isSealed()
        ? .verified : iterations == 0 || log.first?.verdict == nil ? .draft : .failing,
      isKept: facts.isKept, trashedAt: facts.trashedAt, createdAt: facts.createdAt,
      updatedAt: facts.updatedAt, expiresAt: facts.expiresAt, head: head, iterations: iterations,
      inputTokens: spent.inputTokens, cachedTokens: spent.cachedTokens,
      outputTokens: spent.outputTokens, costUSD: spent.unpricedCalls > 0 ? nil : spent.costUSD,
      installedAs: facts.installedAs, isTool: facts.isTool ?? false)
  }

  /// What can still be told where the file that tells it is damaged: from the row, else from the history.
  ///
  /// Nobody can say then whether it was kept: it is, so that no sweep takes it.
  private func lostFacts(
    of app: AppDirectory, _ log: [HistoryEntry], _ manifest: AppManifest?
  ) throws -> AppFacts {
    if let row = try catalog.app(id: app.id) { return AppFacts(row) }
    let slug = app.id.split(separator: "-").dropLast().joined(separator: "-")
    return AppFacts(
      AppRecord(
        id: app.id, name: manifest?.name ?? slug, description: log.last?.body ?? "",
        template: manifest?.template ?? "",
        model: log.lazy.map(\.model).first { !$0.isEmpty } ?? "",
        isKept: true, createdAt: log.last?.date ?? Date(), updatedAt: log.first?.date))
  }

  /// Brings in order the apps whose last writer died: their locks are still there and nobody holds them.
  ///
  /// One that cannot be, because it is damaged or the disk is full, is left for the next command: its
  /// lock stays marked. Nothing but that app is in the way.
  func recover() throws {
    for id in try FileManager.default.contentsOfDirectory(atPath: home.locks) {
      guard let lock = AppLock.left(of: home.app(id)) else { continue }
      do { try settle(id) } catch { lock.leaveMark() }
      withExtendedLifetime(lock) {}
    }
  }

  /// What came of making the catalog anew.
  package struct Rebuilt: Sendable, Equatable {
    /// The number of apps that are listed now.
    package var count = 0
    /// Apps that could not be read, with the reason; their rows are as they were.
    package var damaged: [String: String] = [:]
  }

  /// Makes the whole catalog anew from the app directories.
  ///
  /// Apps that another process works on keep the row they have.
  @discardableResult
  package func rebuild() throws -> Rebuilt {
    var rebuilt = Rebuilt()
    let files = FileManager.default
    var ids = Set(try catalog.all(includingTrash: true).map(\.id))
    for folder in [home.apps, home.trash] {
      ids.formUnion(try files.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") })
    }
    for id in namedFirst(ids) {
      guard let lock = try? AppLock(home.app(id), patience: 0) else { continue }
      do { try settle(id) } catch { rebuilt.damaged[id] = "\(error)" }
      withExtendedLifetime(lock) {}
    }
    rebuilt.count = try catalog.all(includingTrash: true).count
    return rebuilt
  }

  /// Apps in the order in which they may choose their names: those that have one, kept ones, older ones.
  private func namedFirst(_ ids: Set<String>) -> [String] {
    let ranked = ids.map { id in
      let facts = AppFacts(of: home.app(id))
      let rank = [facts?.isNamed == true, facts?.isKept == true].map { $0 ? 0.0 : 1.0 }
      return (id: id, rank: rank + [facts?.createdAt.timeIntervalSince1970 ?? .infinity])
    }
    return ranked.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }.map(\.id)
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
