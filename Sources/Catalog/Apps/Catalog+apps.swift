import Foundation
import GRDB

extension Catalog {
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
        throw CatalogRefusal(
          reason: .notFound, message: "there is no app of that id",
          advice: "See the apps with `wisp ls`.")
      }
      change(&app)
      guard app.id == id else {
        throw CatalogRefusal(
          reason: .other, message: "the id of an app cannot change", advice: "Fork it instead.")
      }
      try app.update(db)
      return app
    }
  }

  /// Puts an app's row in the place of the one that is there, if any.
  ///
  /// `make` gives the row, and learns which names are other apps' names or ids. Nobody else takes a name
  /// until the row is written.
  ///
  /// - Returns: The row.
  /// - Throws: `CatalogError`, and what `make` throws.
  @discardableResult
  package func replace(
    id: String, _ make: (_ isTaken: (String) throws -> Bool) throws -> AppRecord
  ) throws -> AppRecord {
    let made = try write(to: "note the app \(id)") { db in
      let app = Result {
        try make { name in
          try Bool.fetchOne(
            db,
            sql: """
              SELECT EXISTS (SELECT 1 FROM app WHERE id <> :id AND
                (id = :name OR (name = :name AND trashedAt IS NULL)))
              """, arguments: ["id": id, "name": name]) ?? false
        }
      }
      if case .success(let app) = app { try app.upsert(db) }
      return app
    }
    return try made.get()
  }

  /// The app of an id; nil if there is none.
  package func app(id: String) throws(CatalogError) -> AppRecord? {
    try read(to: "look up the app \(id)") { db in try AppRecord.fetchOne(db, key: id) }
  }

  /// The names of all apps by id, those in the trash too.
  package func names() throws(CatalogError) -> [String: String] {
    try read(to: "list the names of apps") { db in
      try Row.fetchAll(db, sql: "SELECT id, name FROM app")
        .reduce(into: [:]) { $0[$1[0]] = $1[1] }
    }
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

  /// The app that a user's `text` names: a name, an id or the unique beginning of either.
  ///
  /// - Parameter text: What the user typed; nil for the newest app.
  /// - Returns: The result; `Lookup` says which match wins.
  /// - Throws: `CatalogError` if the catalog cannot be read.
  package func find(_ text: String?) throws(CatalogError) -> Lookup {
    Lookup(text, among: try all(includingTrash: true))
  }
}
