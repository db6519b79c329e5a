import Foundation
import GRDB

extension Catalog {
  /// Adds an app.
  ///
  /// - Throws: `CatalogError` with the reason `duplicate` if the id is taken.
  package func insert(_ app: AppRecord) throws(CatalogError) {
    try write(to: "add the app \(app.id)") { db in
      guard try !app.exists(db) else {
        throw Refusal(
          reason: .duplicate, message: "there is an app of that id already",
          advice: "Choose another name.")
      }
      try app.insert(db)
    }
  }

  /// Changes an app in one transaction: what `change` sees is what is there.
  ///
  /// - Returns: The app as it is now.
  /// - Throws: `CatalogError` with the reason `notFound` if there is no such app.
  @discardableResult
  package func update(
    id: String, _ change: (inout AppRecord) -> Void
  ) throws(CatalogError) -> AppRecord {
    try write(to: "change the app \(id)") { db in
      guard var app = try AppRecord.fetchOne(db, key: id) else {
        throw Refusal(
          reason: .notFound, message: "there is no app of that id",
          advice: "See the apps with `wisp ls`.")
      }
      change(&app)
      guard app.id == id else {
        throw Refusal(
          reason: .other, message: "the id of an app cannot change", advice: "Fork it instead.")
      }
      try app.update(db)
      return app
    }
  }

  /// Puts an app's row in the place of the one that is there, if any.
  package func replace(_ app: AppRecord) throws(CatalogError) {
    try write(to: "note the app \(app.id)") { db in try app.upsert(db) }
  }

  /// Forgets an app; what was spent on it stays in the ledger.
  ///
  /// - Returns: Whether it was there.
  @discardableResult
  package func remove(id: String) throws(CatalogError) -> Bool {
    try write(to: "remove the app \(id)") { db in try AppRecord.deleteOne(db, key: id) }
  }

  /// The apps, newest first.
  package func all(includingTrash: Bool = false) throws(CatalogError) -> [AppRecord] {
    let apps = try read(to: "list the apps") { db in
      try AppRecord.order(Column("createdAt").desc, Column.rowID.desc).fetchAll(db)
    }
    return includingTrash ? apps : apps.filter { !$0.isTrashed }
  }

  /// The app that a user's `text` names: an id, a name or the unique beginning of an id.
  ///
  /// - Parameter text: What the user typed; nil for the newest app.
  /// - Returns: The result; `Lookup` says which match wins.
  /// - Throws: `CatalogError` if the catalog cannot be read.
  package func find(_ text: String?) throws(CatalogError) -> Lookup {
    Lookup(text, among: try all(includingTrash: true))
  }
}
