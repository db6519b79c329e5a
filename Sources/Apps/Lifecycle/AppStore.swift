package import Catalog
package import Events
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
    let record = AppRecord(
      id: directory.id, name: isTool && request.name == nil ? directory.id : slug,
      isNamed: request.name != nil, description: request.description, template: template.name,
      model: model, createdAt: now, expiresAt: expires, costUSD: 0, isTool: isTool)
    return try lock.during {
      try fill(directory, with: template, record, body: request.description, now: now)
    }
  }

  /// Lays out a new app; what it is called and when it expires first, since nothing else tells.
  private func fill(
    _ directory: AppDirectory, with template: Template, _ record: AppRecord, body: String, now: Date
  ) throws -> Found {
    var record = record
    try AppFacts(record).write(to: directory)
    let history = try AppHistory.create(at: directory.history)
    try template.starter.write(to: directory.tree, replacing: FileTree())
    record.head = try history.record(
      template.starter,
      IterationRecord(
        subject: "Lay out the \(template.name) starter", body: body, number: 0,
        kind: .scaffold, model: "", verdict: nil),
      at: now)
    try note(&record, of: directory)
    return Found(record: record, directory: directory, history: history)
  }

  /// Finds an app by name, id or the unique beginning of either; nil means the newest.
  package func find(_ text: String?) throws -> Found {
    switch try catalog.find(text) {
    case .found(let record):
      guard !record.isTrashed else {
        throw AppNotFound(
          "\(record.name) is in the trash.\n`wisp restore \(record.name)` brings it back.")
      }
      let directory = home.app(record.id)
      guard FileManager.default.fileExists(atPath: directory.history) else {
        throw AppNotFound(
          "The files of \(record.name) are gone from \(directory.path).\n"
            + "`wisp discard \(record.name)` takes it off the list.")
      }
      return Found(
        record: record, directory: directory, history: AppHistory(at: directory.history))
    case .ambiguous(let names):
      throw AppNotFound(
        "\(text ?? "") could be any of: \(names.joined(separator: ", ")).\nName one of them in full."
      )
    case .none:
      guard let text else {
        throw AppNotFound(
          "There is no app yet.\nDescribe one: wisp \"count the most frequent words\"")
      }
      let near = try AppGuess(catalog.list()).nearest(to: text)
      throw AppNotFound(
        "There is no app \(text)."
          + (near.map { " Did you mean \($0)?" } ?? "") + "\n`wisp ls` lists what there is.")
    }
  }

  /// Takes the lock of an app that was found, for minutes if it is for a session.
  ///
  /// - Throws: `AppBusy` if another process holds it, `AppNotFound` if one has discarded it since it was found.
  package func hold(_ app: Found, isSession: Bool = false) throws -> AppLock {
    let lock = try AppBusy.naming(app.record.name) {
      try AppLock(app.directory, isSession: isSession)
    }
    _ = try find(app.record.id)
    return lock
  }

  /// Brings the tree on disk to the state of the newest commit, whatever a crash left there.
  package func restoreTree(of app: Found) throws -> FileTree {
    guard let head = try app.history.head() else {
      throw AppNotFound("\(app.record.name) has no commit.")
    }
    let committed = try app.history.tree(at: head)
    let present = try FileTree.read(directory: app.directory.tree)
    if present != committed { try committed.write(to: app.directory.tree, replacing: present) }
    return committed
  }

  /// Keeps an app: it never expires, and is no tool of `wisp once` any more; the caller holds its lock.
  ///
  /// A tool goes by its id; as an app it gets the name of its contract.
  ///
  /// - Returns: The app as it is now.
  @discardableResult
  package func keep(
    _ app: AppDirectory, _ change: (inout AppRecord) -> Void = { _ in }
  ) throws -> AppRecord {
    let contract = try contractName(of: app)
    return try update(app) { record in
      record.isKept = true
      record.isTool = false
      if !record.isNamed, let contract { (record.name, record.isNamed) = (contract, true) }
      change(&record)
    }
  }

  /// Moves an app to the trash; nothing is lost for a day.
  package func discard(_ app: AppRecord, now: Date = Date()) throws {
    let id = app.id
    let lock = try AppBusy.naming(app.name) { try AppLock(home.app(id)) }
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

  /// Brings a discarded app back, under another name if its own is taken by now.
  ///
  /// - Returns: The app as it is now.
  @discardableResult
  package func restore(_ discarded: AppRecord, now: Date = Date()) throws -> AppRecord {
    let id = discarded.id
    let app = home.app(id)
    let lock = try AppBusy.naming(discarded.name) { try AppLock(app) }
    defer { withExtendedLifetime(lock) {} }
    return try lock.during {
      try move(home.trashed(id).path, to: app.path)
      return try update(app) { record in
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
