import GRDB

/// The tables and how they came to be; a step that was released never changes again.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 apps and ledger") { db in
      try db.create(table: AppRecord.databaseTableName) { table in
        table.primaryKey("id", .text)
        for column in ["name", "summary", "description", "template", "model", "state"] {
          table.column(column, .text).notNull()
        }
        table.column("isKept", .boolean).notNull()
        table.column("trashedAt", .datetime)
        table.column("createdAt", .datetime).notNull().indexed()
        table.column("updatedAt", .datetime).notNull()
        table.column("expiresAt", .datetime)
        table.column("head", .text)
        for column in ["iterations", "inputTokens", "cachedTokens", "outputTokens"] {
          table.column(column, .integer).notNull()
        }
        table.column("costUSD", .double)
        table.column("installedAs", .text)
      }
      // Without a foreign key: what was spent stays spent when an app is swept.
      try db.create(table: LedgerEntry.databaseTableName) { table in
        table.autoIncrementedPrimaryKey("id")
        table.column("app", .text).indexed()
        table.column("at", .datetime).notNull().indexed()
        for column in ["model", "purpose", "outcome"] { table.column(column, .text).notNull() }
        for column in ["inputTokens", "cachedTokens", "outputTokens"] {
          table.column(column, .integer).notNull()
        }
        table.column("estimated", .boolean).notNull()
        table.column("costUSD", .double)
        table.column("seconds", .double).notNull()
      }
    }
    migrator.registerMigration("2 reservations") { db in
      try db.alter(table: LedgerEntry.databaseTableName) { table in
        for column in ["cacheWriteTokens", "reasoningTokens"] {
          table.add(column: column, .integer).notNull().defaults(to: 0)
        }
        // A call is in the ledger before it is made, with the most it may take.
        table.add(column: "isOpen", .boolean).notNull().defaults(to: false)
        table.add(column: "reservedTokens", .integer)
        table.add(column: "reservedUSD", .double)
        table.add(column: "reservedSeconds", .double)
      }
      try db.execute(sql: "CREATE INDEX ledger_open ON ledger(id) WHERE isOpen")
    }
    migrator.registerMigration("3 sizes and life times") { db in
      try db.alter(table: AppRecord.databaseTableName) { table in
        table.add(column: "bytes", .integer)
      }
      try db.execute(
        sql: """
          CREATE INDEX app_trashed ON app(trashedAt) WHERE trashedAt IS NOT NULL;
          CREATE INDEX app_expires ON app(expiresAt) WHERE trashedAt IS NULL AND NOT isKept;
          """)
    }
    migrator.registerMigration("4 tools") { db in
      try db.alter(table: AppRecord.databaseTableName) { table in
        table.add(column: "isTool", .boolean).notNull().defaults(to: false)
      }
    }
    migrator.registerMigration("5 names") { db in
      try db.alter(table: AppRecord.databaseTableName) { table in
        table.add(column: "isNamed", .boolean).notNull().defaults(to: false)
      }
      try db.execute(sql: "CREATE INDEX app_name ON app(name)")
      try nameEachOnce(db)
    }
    return migrator
  }
}

extension Schema {
  /// Gives each app a name of its own, a tool of `wisp once` its id.
  ///
  /// The name is the one it has, which is its contract's; kept apps come first, then older ones.
  private static func nameEachOnce(_ db: Database) throws {
    var taken = Set(try String.fetchAll(db, sql: "SELECT id FROM app"))
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT id, name, isTool, iterations FROM app WHERE trashedAt IS NULL
        ORDER BY isKept DESC, createdAt, rowid
        """)
    for row in rows {
      let (id, name, isTool, iterations): (String, String, Bool, Int) = (
        row[0], row[1], row[2], row[3]
      )
      let unique = isTool ? id : AppName.free(name) { $0 != id && taken.contains($0) }
      taken.insert(unique)
      try db.execute(
        sql: "UPDATE app SET name = ?, isNamed = ? WHERE id = ?",
        arguments: [unique, !isTool && iterations > 0, id])
    }
  }
}

extension AppRecord: FetchableRecord, PersistableRecord {
  static var databaseTableName: String { "app" }
}

extension LedgerEntry: FetchableRecord, PersistableRecord {
  static var databaseTableName: String { "ledger" }
}
