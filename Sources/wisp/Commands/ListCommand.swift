import ArgumentParser
import Catalog
import Foundation
import WispCore

/// `wisp ls`: see its abstract.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ls", abstract: "List the apps: state, age, when they expire, size, cost.")

  @Flag(help: "Those in the trash too.")
  var all = false

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() throws {
    let workbench = Workbench()
    let store = try workbench.store()
    let now = Date()
    let rows = try store.catalog.all(includingTrash: all).map { Row($0, store: store, now: now) }
    if json {
      for row in rows { try Output.json(row) }
      return
    }
    guard !rows.isEmpty else {
      workbench.terminal.line("No apps yet. Describe one: wisp \"count the words in a text\"")
      return
    }
    Output.line(Self.table(rows))
  }

  /// One app as it is listed.
  struct Row: Encodable {
    var app: String
    var name: String
    var summary: String
    var state: String
    var template: String
    var model: String
    var created: Date
    var expires: Date?
    var bytes: Int
    var iterations: Int
    var costUSD: Double?
    var age: Double

    enum CodingKeys: String, CodingKey {
      case app, name, summary, state, template, model, created, expires, bytes, iterations
      case costUSD = "cost_usd"
    }

    init(_ record: AppRecord, store: AppStore, now: Date) {
      app = record.id
      name = record.name
      summary = record.summary.isEmpty ? record.description : record.summary
      state = record.status.rawValue
      template = record.template
      model = record.model
      created = record.createdAt
      expires =
        record.trashedAt.map { $0 + AppStore.trashSeconds }
        ?? (record.isKept ? nil : record.expiresAt)
      bytes = DirectorySize.bytes(of: store.home.app(record.id).path)
      iterations = record.iterations
      costUSD = record.costUSD
      age = now.timeIntervalSince(record.createdAt)
    }
  }

  static func table(_ rows: [Row]) -> String {
    let cells =
      [["APP", "STATE", "AGE", "EXPIRES", "SIZE", "COST", "WHAT"]]
      + rows.map { row in
        [
          row.app, row.state, Age.text(row.age),
          row.expires.map { Age.text(max(0, $0.timeIntervalSince(row.created) - row.age)) }
            ?? "never",
          DirectorySize.text(row.bytes),
          row.costUSD.map { $0 == 0 ? "–" : String(format: "$%.3f", $0) } ?? "?",
          String(printable(row.summary).prefix(60)),
        ]
      }
    return TextTable.aligned(cells)
  }
}
