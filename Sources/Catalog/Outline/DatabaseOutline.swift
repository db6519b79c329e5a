import GRDB

/// The tables of somebody's SQLite database: names, columns and numbers of rows, nothing else.
package enum DatabaseOutline {
  private static let tableLimit = 20
  private static let columnLimit = 40

  /// One line a table; empty if the file cannot be read as a database.
  ///
  /// The file is untrusted: it is opened read-only and as unchanging, and its own functions and views
  /// are not run.
  package static func lines(path: String) -> [String] {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA trusted_schema = OFF") }
    guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else {
      return []
    }
    return (try? queue.read(lines)) ?? []
  }

  private static func lines(_ db: Database) throws -> [String] {
    let tables = try String.fetchAll(
      db,
      sql: """
        SELECT name FROM sqlite_schema
        WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'
        ORDER BY name LIMIT \(tableLimit)
        """)
    return try tables.map { table in
      let columns = try Row.fetchAll(
        db, sql: "SELECT name, type FROM pragma_table_info(?) LIMIT \(columnLimit)",
        arguments: [table])
      let quoted = table.replacing("\"", with: "\"\"")
      let rows = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM (SELECT 1 FROM \"\(quoted)\" LIMIT 1000000)")
      let list = columns.map { "\($0["name"] as String? ?? "") \($0["type"] as String? ?? "")" }
      return "table \(table) (\(list.joined(separator: ", "))), \(rows ?? 0) rows"
    }
  }
}
