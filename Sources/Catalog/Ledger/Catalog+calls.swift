package import Foundation
import GRDB

/// Calls from their reservation to their end.
///
/// A call is in the ledger before it is made, with the most it may take; several processes share a limit
/// because each reserves in one transaction and sees what the others have reserved.
extension Catalog {
  /// Asks whether a call may be made within `limits`, and enters it in the ledger if so.
  ///
  /// - Throws: `CatalogError` if the ledger cannot be written: then nothing may be spent.
  package func reserve(
    _ call: CallEstimate, limits: [SpendingLimit], now: Date = Date()
  ) throws(CatalogError) -> Reservation {
    try write(to: "reserve a call in the ledger") { db in
      try expire(db)
      var outputTokens = call.outputTokens
      var seconds = call.seconds
      for limit in limits {
        let used = try Self.used(of: limit, db)
        switch Allowance.answer(limit.amount, used: used, for: call) {
        case .fits(let tokens, let time):
          outputTokens = min(outputTokens, tokens)
          seconds = min(seconds, time)
        case .later: return .busy(limit)
        case .never: return .exhausted(limit, spent: used.settled)
        }
      }
      let dollars = call.inputUSD.flatMap { input in
        call.outputTokenUSD.map { input + $0 * Double(outputTokens) }
      }
      while true {
        try LedgerEntry(
          app: call.app, at: now, model: call.model, purpose: call.purpose,
          inputTokens: call.inputTokens, outputTokens: 0, estimated: true, costUSD: call.inputUSD,
          seconds: 0, outcome: "open"
        ).insert(db)
        let id = db.lastInsertedRowID
        guard let lock = try CallLock(id, file: locks) else {
          // A process still holds this number from a catalog that was set aside: take the next one.
          try db.execute(sql: "DELETE FROM ledger WHERE id = ?", arguments: [id])
          continue
        }
        try db.execute(
          sql: """
            UPDATE ledger SET isOpen = 1, reservedTokens = ?, reservedUSD = ?, reservedSeconds = ?
            WHERE id = ?
            """,
          arguments: [call.inputTokens + outputTokens, dollars, seconds, id])
        return .granted(
          OpenCall(id: id, outputTokens: outputTokens, seconds: seconds, lock: lock))
      }
    }
  }

  /// Records the progress of a call, in case its process dies.
  package func note(
    _ call: OpenCall, outputTokens: Int, costUSD: Double?, seconds: Double
  ) throws(CatalogError) {
    try write(to: "note a call in the ledger") { db in
      try db.execute(
        sql: "UPDATE ledger SET outputTokens = ?, costUSD = ?, seconds = ? WHERE id = ? AND isOpen",
        arguments: [outputTokens, costUSD, seconds, call.id])
    }
  }

  /// Ends a call: its real usage replaces its reservation.
  package func settle(_ call: OpenCall, as entry: LedgerEntry) throws(CatalogError) {
    try write(to: "settle a call in the ledger") { db in
      try db.execute(
        sql: """
          UPDATE ledger SET app = ?, at = ?, model = ?, purpose = ?, inputTokens = ?, cachedTokens = ?,
            cacheWriteTokens = ?, outputTokens = ?, reasoningTokens = ?, estimated = ?, costUSD = ?,
            seconds = ?, outcome = ?, isOpen = 0, reservedTokens = NULL, reservedUSD = NULL,
            reservedSeconds = NULL
          WHERE id = ?
          """,
        arguments: [
          entry.app, entry.at, entry.model, entry.purpose.rawValue, entry.inputTokens,
          entry.cachedTokens,
          entry.cacheWriteTokens, entry.outputTokens, entry.reasoningTokens, entry.estimated,
          entry.costUSD, entry.seconds, entry.outcome, call.id,
        ])
    }
  }

  /// Ends the calls of processes that died: their reservations are given back, and what was known of them
  /// stays.
  ///
  /// - Returns: How many there were.
  @discardableResult
  package func expireLostCalls() throws(CatalogError) -> Int {
    try write(to: "look for lost calls in the ledger") { db in try expire(db) }
  }

  @discardableResult
  private func expire(_ db: Database) throws -> Int {
    let open = try Int64.fetchAll(db, sql: "SELECT id FROM ledger WHERE isOpen")
    let lost = try CallLock.free(among: open, file: locks)
    for id in lost {
      try db.execute(
        sql: """
          UPDATE ledger SET isOpen = 0, outcome = 'lost', reservedTokens = NULL, reservedUSD = NULL,
            reservedSeconds = NULL
          WHERE id = ?
          """, arguments: [id])
    }
    return lost.count
  }

  private var locks: String { path + ".calls" }

  private static func used(of limit: SpendingLimit, _ db: Database) throws -> Allowance.Used {
    let (settled, reserved) =
      switch limit.amount {
      case .dollars: ("costUSD", "reservedUSD")
      case .tokens: ("inputTokens + outputTokens", "reservedTokens")
      case .seconds: ("seconds", "reservedSeconds")
      }
    var sql = """
      SELECT COALESCE(SUM(CASE WHEN isOpen THEN 0 ELSE \(settled) END), 0.0),
        COALESCE(SUM(CASE WHEN isOpen THEN \(reserved) ELSE 0 END), 0.0)
      FROM ledger WHERE 1
      """
    var arguments = StatementArguments()
    if let app = limit.app {
      sql += " AND app = ?"
      arguments += [app]
    }
    if let since = limit.since {
      sql += " AND at >= ?"
      arguments += [since]
    }
    guard let row = try Row.fetchOne(db, sql: sql, arguments: arguments) else {
      return Allowance.Used(settled: 0, reserved: 0)
    }
    return Allowance.Used(settled: row[0] ?? 0, reserved: row[1] ?? 0)
  }
}
