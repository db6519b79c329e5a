package import Foundation
import GRDB

/// What a list shows of an app.
///
/// Read column by column: a list of ten thousand apps is there in a blink, where whole records would
/// take a second.
package struct ListedApp: Sendable, Equatable {
  package var id: String
  package var name: String
  /// The summary of the app, or its description if there is no summary yet.
  package var summary: String
  package var status: AppRecord.Status
  package var template: String
  package var model: String
  /// Seconds since 1970.
  package var createdAt: Double
  /// When it is moved to the trash, in seconds since 1970; nil for never.
  package var expiresAt: Double?
  /// When it was moved to the trash, in seconds since 1970.
  package var trashedAt: Double?
  package var bytes: Int?
  package var iterations: Int
  package var costUSD: Double?
}

extension Catalog {
  /// The apps for a list, newest first: those that were asked for, or the tools of `wisp once`.
  ///
  /// All rows are wanted: one after the other and then sorted, they come faster than by an index, which
  /// leads through the file in another order.
  package func list(
    includingTrash: Bool = false, tools: Bool = false
  ) throws(CatalogError) -> [ListedApp] {
    try read(to: "list the apps") { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT id, name, iif(summary = '', description, summary), state, isKept, template, model,
            CAST(strftime('%s', createdAt) AS REAL),
            CASE WHEN isKept THEN NULL ELSE CAST(strftime('%s', expiresAt) AS REAL) END,
            CAST(strftime('%s', trashedAt) AS REAL), bytes, iterations, costUSD
          FROM app NOT INDEXED
          WHERE isTool = ? \(includingTrash ? "" : "AND trashedAt IS NULL")
          ORDER BY createdAt DESC, rowid DESC
          """, arguments: [tools])
      var apps: [ListedApp] = []
      while let row = try rows.next() {
        let trashedAt: Double? = row[9]
        let isKept: Bool = row[4]
        let state: String = row[3]
        apps.append(
          ListedApp(
            id: row[0], name: row[1], summary: row[2],
            status: trashedAt != nil
              ? .trashed : isKept ? .kept : AppRecord.Status(rawValue: state) ?? .draft,
            template: row[5], model: row[6], createdAt: row[7], expiresAt: row[8],
            trashedAt: trashedAt, bytes: row[10], iterations: row[11], costUSD: row[12]))
      }
      return apps
    }
  }

  /// The ids of the apps whose life time is over, and of those that were moved to the trash before
  /// a moment.
  package func due(
    at now: Date, trashedBefore: Date
  ) throws(CatalogError) -> (expired: [String], trashed: [String]) {
    try read(to: "look for what has expired") { db in
      (
        try String.fetchAll(
          db,
          sql: """
            SELECT id FROM app WHERE trashedAt IS NULL AND NOT isKept AND expiresAt <= ?
            ORDER BY id
            """, arguments: [now]),
        try String.fetchAll(
          db, sql: "SELECT id FROM app WHERE trashedAt IS NOT NULL AND trashedAt <= ? ORDER BY id",
          arguments: [trashedBefore])
      )
    }
  }
}
