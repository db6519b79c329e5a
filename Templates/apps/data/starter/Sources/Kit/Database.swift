import Foundation
import GRDB

/// The database in the file at `path`, its tables made or brought up to date; made where there is none.
///
/// `steps` run once each, in order, for the life of the file: never change one, add another.
public func openDatabase(
  _ path: String, steps: [(name: String, change: @Sendable (Database) throws -> Void)]
) throws -> DatabaseQueue {
  var configuration = Configuration()
  configuration.busyMode = .timeout(5)
  var migrator = DatabaseMigrator()
  for step in steps { migrator.registerMigration(step.name, migrate: step.change) }
  do {
    let database =
      path == ":memory:"
      ? try DatabaseQueue(configuration: configuration)
      : try DatabaseQueue(path: path, configuration: configuration)
    try migrator.migrate(database)
    return database
  } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
    throw InputError("\(path) is no database; move it away")
  }
}

/// Rows of text under their columns, as wide as their longest; numbers are set to the right.
public func textTable(columns: [String], rows: [[String]]) -> [String] {
  guard !rows.isEmpty else { return ["(no rows)"] }
  let widths = columns.indices.map { index in
    ([columns] + rows).map { $0.indices.contains(index) ? Kit.columns(of: $0[index]) : 0 }.max()
      ?? 0
  }
  let isNumeric = columns.indices.map { index in
    rows.allSatisfy { !$0.indices.contains(index) || number($0[index]) != nil }
  }
  return ([columns] + rows).map { row in
    let cells = row.enumerated().map { index, cell in
      guard widths.indices.contains(index) else { return cell }
      let gap = String(repeating: " ", count: max(0, widths[index] - Kit.columns(of: cell)))
      return isNumeric[index] ? gap + cell : cell + gap
    }
    let line = cells.joined(separator: "  ")
    return String(line.prefix(line.count - line.reversed().prefix { $0 == " " }.count))
  }
}
