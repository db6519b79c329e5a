package import Foundation
import GRDB

extension Catalog {
  /// Adds a call to the ledger; the app's own sums are not touched.
  package func record(call: LedgerEntry) throws(CatalogError) {
    try write(to: "note a call in the ledger") { db in try call.insert(db) }
  }

  /// The calls, oldest first.
  ///
  /// - Parameters:
  ///   - since: Only those at or after this moment; nil for all.
  ///   - app: Only those made for this app; nil for all.
  /// - Returns: The entries as they were recorded.
  /// - Throws: `CatalogError` where the catalog cannot be read.
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

  /// What was spent, by model.
  ///
  /// - Parameters:
  ///   - since: Only calls at or after this moment; nil for all.
  ///   - app: Only calls made for this app; nil for all.
  /// - Returns: One sum a model.
  /// - Throws: `CatalogError` where the catalog cannot be read.
  package func spending(
    since: Date? = nil, app: String? = nil
  ) throws(CatalogError) -> Spending {
    let calls = try calls(since: since, app: app)
    return Spending(
      models: Dictionary(grouping: calls, by: \.model).mapValues { calls in
        calls.reduce(Spending.Sum()) { $0 + $1.sum }
      })
  }
}

extension LedgerEntry {
  /// The entry as a sum of one call.
  fileprivate var sum: Spending.Sum {
    Spending.Sum(
      calls: 1, inputTokens: inputTokens, cachedTokens: cachedTokens, outputTokens: outputTokens,
      costUSD: costUSD ?? 0, unpricedCalls: costUSD == nil ? 1 : 0,
      estimatedCalls: estimated ? 1 : 0, seconds: seconds)
  }
}
