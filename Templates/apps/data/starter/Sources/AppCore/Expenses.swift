import GRDB
import Kit

/// One expense; rows that say the same are one.
struct Expense: Codable, Equatable, FetchableRecord, PersistableRecord {
  static let databaseTableName = "expense"

  var date: String
  var category: String
  var amount: Double
}

/// Expenses in a database: imported, listed, added up.
public struct Expenses: Sendable {
  private let database: DatabaseQueue

  /// The expenses in the file at `path`.
  public init(path: String) throws {
    database = try openDatabase(
      path,
      steps: [
        (
          "expenses",
          { database in
            try database.create(table: "expense") { table in
              table.column("date", .text).notNull()
              table.column("category", .text).notNull()
              table.column("amount", .double).notNull()
              table.uniqueKey(["date", "category", "amount"], onConflict: .ignore)
            }
          }
        )
      ])
  }

  /// Takes in rows with date, category and amount: all of them, or none where one is wrong.
  ///
  /// - Returns: How many were new.
  public func add(_ table: Kit.Table) throws -> Int {
    let amounts = try table.numbers("amount")
    let rows = try zip(zip(table.values("date"), table.values("category")), amounts)
    let expenses = try rows.enumerated().map { index, row in
      guard row.0.0.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil else {
        throw InputError("row \(index + 2): '\(row.0.0)' is no date like 2025-01-31")
      }
      guard let amount = row.1 else {
        throw InputError("row \(index + 2): the amount is no number")
      }
      return Expense(date: row.0.0, category: row.0.1, amount: amount)
    }
    return try database.write { database in
      let before = try Expense.fetchCount(database)
      for expense in expenses { try expense.insert(database) }
      return try Expense.fetchCount(database) - before
    }
  }

  /// The sum and the number of expenses of each category, the greatest sum first.
  public func totals(from first: String? = nil) throws -> [[String]] {
    let rows = try database.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT category, SUM(amount) AS total, COUNT(*) AS number FROM expense
          WHERE date >= ? GROUP BY category ORDER BY total DESC, category
          """, arguments: [first ?? ""])
    }
    return rows.map { [$0["category"], format($0["total"]), "\($0["number"] as Int)"] }
  }

  /// All expenses, the newest first.
  public func list(from first: String? = nil) throws -> [[String]] {
    let found = try database.read { database in
      try Expense.filter(Column("date") >= first ?? "")
        .order(Column("date").desc, Column("category")).fetchAll(database)
    }
    return found.map { [$0.date, $0.category, format($0.amount)] }
  }
}
