import GRDB
import Kit

/// Rows of CSV files in a database.
public struct Rows: Sendable {
  private let database: DatabaseQueue

  /// The rows in the file at `path`.
  public init(path: String) throws {
    database = try openDatabase(
      path,
      steps: [
        (
          "rows",
          { database in
            try database.create(table: "row") { table in
              table.column("line", .text).notNull()
              // Equal rows of one file are different ones; the same file again brings nothing new.
              table.column("nth", .integer).notNull()
              table.column("name", .text).notNull()
              table.column("value", .double).notNull()
              table.primaryKey(["line", "nth"], onConflict: .ignore)
            }
          }
        )
      ])
  }

  /// Takes in all rows of a table, or none where one cannot be used.
  ///
  /// - Returns: How many were new.
  public func add(_ table: Kit.Table) throws -> Int {
    let isCounted = "__OPERATION__" == String("count")
    let names = try table.values("__GROUP__")
    let values = isCounted ? names.map { _ in Double?(1) } : try table.numbers("__VALUE__")
    for (index, value) in values.enumerated() where value == nil {
      throw InputError("row \(index + 2): “__VALUE__” is no number")
    }
    var seen: [String: Int] = [:]
    return try database.write { database in
      let before = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM row") ?? 0
      for (row, (name, value)) in zip(table.rows, zip(names, values)) {
        let line = row.joined(separator: "\u{1F}")
        seen[line, default: 0] += 1
        try database.execute(
          sql: "INSERT INTO row (line, nth, name, value) VALUES (?, ?, ?, ?)",
          arguments: [line, seen[line], name, value])
      }
      return (try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM row") ?? 0) - before
    }
  }

  /// The __OPERATION__ for each value of “__GROUP__”, the greatest first.
  public func results() throws -> [[String]] {
    let rows = try database.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT name, __SQL__(value) AS result FROM row GROUP BY name
          ORDER BY result DESC, name
          """)
    }
    return rows.map { [$0["name"], format($0["result"])] }
  }
}
