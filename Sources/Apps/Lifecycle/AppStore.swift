package import Catalog
import Files
package import Foundation
package import History
package import Templates
package import Workspace

/// The apps of a home: created, found, thrown away and brought back.
package struct AppStore: Sendable {
  /// Seconds that a discarded app can be restored.
  package static let trashSeconds = Term.trash.seconds
  /// Seconds an app lives unless it is kept or given another time.
  package static let lifeSeconds = Term.life.seconds

  package let home: Home
  package let catalog: Catalog

  package init(home: Home) throws {
    try home.prepare()
    self.home = home
    catalog = try Catalog(path: home.catalog)
    if catalog.setAside == nil { try recover() } else { try rebuild() }
  }

  /// An app as it was found.
  package struct Found: Sendable {
    package var record: AppRecord
    package var directory: AppDirectory
    package var history: AppHistory
  }

  /// Creates an app from a template's starter, with its first commit; a tool of `wisp once` if `isTool`.
  package func create(
    request: Request, template: Template, model: String, expires: Date?, isTool: Bool = false,
    now: Date = Date()
  ) throws -> Found {
    let slug = request.name ?? AppID.slug(describing: request.description)
    let (directory, lock) = try claimDirectory(for: slug)
    defer { withExtendedLifetime(lock) {} }
    return try lock.during {
      try fill(
        directory, named: slug, request: request, template: template, model: model,
        expires: expires, isTool: isTool, now: now)
    }
  }

  /// Lays out a new app; what it is called and when it expires first, since nothing else tells.
  private func fill(
    _ directory: AppDirectory, named slug: String, request: Request, template: Template,
    model: String, expires: Date?, isTool: Bool, now: Date
  ) throws -> Found {
    var record = AppRecord(
      id: directory.id, name: slug, summary: "", description: request.description,
      template: template.name, model: model, createdAt: now, expiresAt: expires, costUSD: 0,
      isTool: isTool)
    try AppFacts(record).write(to: directory)
    let history = try AppHistory.create(at: directory.history)
    try template.starter.write(to: directory.tree, replacing: FileTree())
    record.head = try history.record(
      template.starter,
      IterationRecord(
        subject: "Lay out the \(template.name) starter", body: request.description, number: 0,
        kind: .scaffold, model: "", verdict: nil),
      at: now)
    record.bytes = directory.bytes
    try catalog.insert(record)
    return Found(record: record, directory: directory, history: history)
  }

  /// Finds an app by id, unique prefix or name; nil means the newest.
  package func find(_ text: String?) throws -> Found {
    switch try catalog.find(text) {
    case .found(let record):
      guard !record.isTrashed else {
        throw AppNotFound(
          "\(record.id) is in the trash.\n`wisp restore \(record.id)` brings it back.")
      }
      let directory = home.app(record.id)
      guard FileManager.default.fileExists(atPath: directory.history) else {
        throw AppNotFound(
          "The files of \(record.id) are gone from \(directory.path).\n"
            + "`wisp discard \(record.id)` takes it off the list.")
      }
      return Found(
        record: record, directory: directory, history: AppHistory(at: directory.history))
    case .ambiguous(let ids):
      throw AppNotFound(
        "\(text ?? "") could be any of: \(ids.joined(separator: ", ")).\nName one of them in full.")
    case .none:
      guard let text else {
        throw AppNotFound(
          "There is no app yet.\nDescribe one: wisp \"count the most frequent words\"")
      }
      let apps = try catalog.list()
      let near = Similarity.nearest(to: text, among: apps.map(\.name) + apps.map(\.id))
      throw AppNotFound(
        "There is no app \(text)."
          + (near.map { " Did you mean \($0)?" } ?? "") + "\n`wisp ls` lists what there is.")
    }
  }

  /// Takes the lock of an app that was found, for minutes if it is for a session.
  ///
  /// - Throws: `AppBusy` if another process holds it, `AppNotFound` if one has discarded it since it was found.
  package func hold(_ app: Found, isSession: Bool = false) throws -> AppLock {
    let lock = try AppLock(app.directory, isSession: isSession)
    _ = try find(app.record.id)
    return lock
  }

  /// Brings the tree on disk to the state of the newest commit, whatever a crash left there.
  package func restoreTree(of app: Found) throws -> FileTree {
    guard let head = try app.history.head() else {
      throw AppNotFound("\(app.record.id) has no commit.")
    }
    let committed = try app.history.tree(at: head)
    let present = try FileTree.read(directory: app.directory.tree)
    if present != committed { try committed.write(to: app.directory.tree, replacing: present) }
    return committed
  }

  /// Keeps an app: it never expires, and is no tool of `wisp once` any more; the caller holds its lock.
  package func keep(_ app: AppDirectory, _ change: (inout AppRecord) -> Void = { _ in }) throws {
    try update(app) { record in
      record.isKept = true
      record.isTool = false
      change(&record)
    }
  }

  /// Moves an app to the trash; nothing is lost for a day.
  package func discard(_ id: String, now: Date = Date()) throws {
    let lock = try AppLock(home.app(id))
    defer { withExtendedLifetime(lock) {} }
    try lock.during { try moveToTrash(id, now: now) }
  }

  /// Moves an app to the trash; the caller holds the app's lock.
  func moveToTrash(_ id: String, now: Date) throws {
    let app = home.app(id)
    if var facts = AppFacts(of: app) {
      facts.trashedAt = now
      facts.updatedAt = now
      facts.installedAs = nil
      try facts.write(to: app)
    }
    if FileManager.default.fileExists(atPath: app.path) {
      try move(app.path, to: home.trashed(id).path)
    }
    try removeBuild(of: app)
    try catalog.update(id: id) { record in
      record.trashedAt = now
      record.updatedAt = now
    }
  }

  /// Brings a discarded app back.
  package func restore(_ id: String, now: Date = Date()) throws {
    let app = home.app(id)
    let lock = try AppLock(app)
    defer { withExtendedLifetime(lock) {} }
    try lock.during {
      try move(home.trashed(id).path, to: app.path)
      try update(app) { record in
        record.trashedAt = nil
        record.updatedAt = now
        // It went with the app, and the place may be another app's by now.
        record.installedAs = nil
        // What expired in the meantime would vanish again at once.
        if record.isExpired(at: now) { record.expiresAt = now + Self.trashSeconds }
      }
    }
  }

  /// Removes an app's files for good: out of sight at once, so that no half of it is ever found.
  func bury(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    try HostileFolder(path).bury(as: home.trash + "/" + Self.gone + UUID().uuidString)
  }

  /// What the names of app directories on their way to nowhere begin with.
  static let gone = ".gone-"

  private func move(_ source: String, to target: String) throws {
    guard rename(source, target) == 0 else {
      throw FileFailure(operation: "move to \(target) the folder", path: source, code: errno)
    }
  }

  /// Removes what apps have made, whatever it is by now.
  func remove(_ path: String) throws { try HostileFolder(path).remove() }
}

/// No app, or no single app, answers to what was written.
package struct AppNotFound: Error, Equatable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) {
    self.description = description
  }
}
