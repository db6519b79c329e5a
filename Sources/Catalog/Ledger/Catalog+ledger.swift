package import Foundation
import GRDB

extension Catalog {
  /// Adds a call that is over to the ledger; the app's own sums are not touched.
  package func record(call: LedgerEntry) throws(CatalogError) {
    try write(to: "note a call in the ledger") { db in try call.insert(db) }
  }

  /// The calls, oldest first.
  ///
  /// - Parameters:
  ///   - since: Only those at or after this moment; nil for all.
  ///   - app: Only those made for this app; nil for all.
  /// - Returns: The entries as they were recorded.
  /// - Throws: `CatalogError` if the catalog cannot be read.
  package func calls(
    since: Date? = nil, app: String? = nil
  ) throws(CatalogError) -> [LedgerEntry] {
    try read(to: "read the ledger") { db in
      var request = LedgerEntry.order(Column("at"), Column.rowID)
      if let since { request = request.filter(Column("at") >= since) }
      if let app { request = request.filter(Column("app") == app) }
      return try request.fetchAll(db)
    }
  }

  /// What was spent; added up in SQLite, so that a long ledger takes no memory.
  ///
  /// - Parameters:
  ///   - grouping: One sum for each model, app or day.
  ///   - since: Only calls at or after this moment; nil for all.
  ///   - app: Only calls made for this app; nil for all.
  /// - Returns: The sums.
  /// - Throws: `CatalogError` if the catalog cannot be read.
  package func spending(
    by grouping: Spending.Grouping = .model, since: Date? = nil, app: String? = nil
  ) throws(CatalogError) -> Spending {
    let key =
      switch grouping {
      case .model: "model"
      case .app: "COALESCE(app, '')"
      case .day: "date(at, 'localtime')"
      }
    return try read(to: "add up the ledger") { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT \(key) AS name, COUNT(*) AS calls, SUM(inputTokens) AS inputTokens,
            SUM(cachedTokens) AS cachedTokens, SUM(cacheWriteTokens) AS cacheWriteTokens,
            SUM(outputTokens) AS outputTokens, SUM(reasoningTokens) AS reasoningTokens,
            COALESCE(SUM(costUSD), 0.0) AS costUSD, SUM(costUSD IS NULL) AS unpricedCalls,
            SUM(estimated) AS estimatedCalls, SUM(isOpen) AS openCalls, SUM(seconds) AS seconds
          FROM ledger
          WHERE (:app IS NULL OR app = :app) AND (:since IS NULL OR at >= :since)
          GROUP BY 1
          """, arguments: ["app": app, "since": since])
      var groups: [String: Spending.Sum] = [:]
      for row in rows {
        groups[row["name"] ?? ""] = Spending.Sum(
          calls: row["calls"], inputTokens: row["inputTokens"], cachedTokens: row["cachedTokens"],
          cacheWriteTokens: row["cacheWriteTokens"], outputTokens: row["outputTokens"],
          reasoningTokens: row["reasoningTokens"], costUSD: row["costUSD"],
          unpricedCalls: row["unpricedCalls"], estimatedCalls: row["estimatedCalls"],
          openCalls: row["openCalls"], seconds: row["seconds"])
      }
      return Spending(groups: groups)
    }
  }
}
