package import Catalog
import History
import Workspace

/// Names of apps: one each, unique outside the trash; the id stays the key.
extension AppStore {
  /// Gives an app another name.
  ///
  /// `change` is made to the app at the same time.
  ///
  /// - Returns: The app as it is now.
  /// - Throws: `NameRefused` if it is no name or another app's, `AppBusy` if another process holds the app.
  package func giveName(
    _ name: String, to app: Found, _ change: (inout AppRecord) -> Void = { _ in }
  ) throws -> AppRecord {
    guard AppManifest.isName(name) else { throw NameRefused.noName(name) }
    guard name != app.record.name else { throw NameRefused.same(name) }
    let lock = try hold(app)
    defer { withExtendedLifetime(lock) {} }
    guard var record = try record(of: app.directory) else {
      throw AppNotFound("The files of \(app.record.name) are gone.")
    }
    (record.name, record.isNamed) = (name, true)
    change(&record)
    return try catalog.replace(id: record.id) { isTaken in
      guard try !isTaken(name) else { throw NameRefused.taken(name) }
      record.bytes = app.directory.bytes
      try lock.during { try AppFacts(record).write(to: app.directory) }
      return record
    }
  }

  /// Says why there is nothing of an app yet: another process is writing it just now, or nobody ever did,
  /// after which `next` follows.
  ///
  /// - Returns: `AppBusy` or `AppNotFound`.
  package func unwritten(_ app: Found, next: String) -> any Error {
    if AppLock.isHeld(app.directory) {
      return AppBusy(name: app.record.name, isSession: AppLock.isSession(app.directory))
    }
    return AppNotFound("\(app.record.name) was never written\(next)")
  }

  /// The name in an app's `wisp.json`; nil before its first iteration.
  func contractName(of app: AppDirectory) throws -> String? {
    let history = AppHistory(at: app.history)
    guard history.holdsObjects, let head = try history.head(),
      try history.log().first?.number ?? 0 > 0
    else { return nil }
    return try history.tree(at: head).manifest?.name
  }

  /// What an app is called by what is written down of it: the name that it was given, else that of its
  /// contract, which then stays.
  func name(
    of app: AppDirectory, _ facts: AppFacts, contract: String?
  ) throws -> (text: String, stays: Bool) {
    if facts.isNamed == true { return (facts.name, true) }
    // The files of an older version do not know the name; its row was given one.
    if facts.isNamed == nil, let row = try catalog.app(id: app.id), row.isNamed {
      return (row.name, true)
    }
    if facts.isTool == true { return (app.id, false) }
    return (contract ?? facts.name, contract != nil)
  }
}

/// A name that an app cannot have.
package enum NameRefused: Error, Equatable, CustomStringConvertible {
  case noName(String)
  case taken(String)
  /// The app has it already.
  case same(String)
  /// It would be called in place of a command; says which.
  case command(String, String)

  package static let rule =
    "a name is lower-case letters, digits and dashes, up to 40, a letter first."

  package var description: String {
    switch self {
    case .noName(let name):
      "“\(name)” is not a name: \(Self.rule)"
    case .taken(let name):
      "\(name) is the name of another app. Choose another one; `wisp ls` lists what there is."
    case .same(let name): "It is called \(name) already."
    case .command(let name, let reason):
      "No app can be renamed to “\(name)”: \(reason). Choose another name."
    }
  }
}
