import ArgumentParser
import Catalog
import Foundation
import WispCore
import Workspace

/// `wisp ls`: see its abstract.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ls", abstract: "List the apps with their state, age, expiry, size and cost.",
    discussion: """
      Examples:
        wisp ls
        wisp ls --all            also the apps in the trash
        wisp ls --tools          the tools that `wisp once` made
        wisp ls --json | jq .app
      """)

  @Flag(help: "List the apps in the trash, too.")
  var all = false

  @Flag(help: "List the tools that `wisp once` made instead of the apps.")
  var tools = false

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() throws {
    let workbench = Workbench()
    let apps = try workbench.home.usingReserve {
      try workbench.store().catalog.list(includingTrash: all, tools: tools)
    }
    if json {
      for app in apps { try Output.json(Row(app)) }
      return
    }
    guard !apps.isEmpty else {
      workbench.terminal.line(
        tools
          ? "No tools yet. Pipe something: cat FILE | wisp once \"count the lines\""
          : "No apps yet. Describe one: wisp \"count the most frequent words\"")
      return
    }
    let rows = Self.rows(apps, now: Date().timeIntervalSince1970)
    Output.line(
      Terminal.outputColumns.map { TextTable.aligned(FittedTable(columns: $0).rows(of: rows)) }
        ?? TextTable.aligned(rows))
  }

  /// One app as `--json` lists it.
  private struct Row: Encodable {
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

    enum CodingKeys: String, CodingKey {
      case app, name, summary, state, template, model, created, expires, bytes, iterations
      case costUSD = "cost_usd"
    }

    init(_ listed: ListedApp) {
      app = listed.id
      name = listed.name
      summary = listed.summary
      state = listed.status.rawValue
      template = listed.template
      model = listed.model
      created = Date(timeIntervalSince1970: listed.createdAt)
      expires = ListCommand.end(of: listed).map { Date(timeIntervalSince1970: $0) }
      bytes = listed.bytes ?? 0
      iterations = listed.iterations
      costUSD = listed.costUSD
    }
  }

  /// When an app goes to the trash, or out of it for good.
  private static func end(of app: ListedApp) -> Double? {
    app.trashedAt.map { $0 + AppStore.trashSeconds } ?? app.expiresAt
  }

  /// To a tenth of a cent.
  private static func dollars(_ amount: Double) -> String {
    guard amount > 0, amount < 1e9 else { return "–" }
    let tenths = Int((amount * 1000).rounded())
    let rest = String(tenths % 1000)
    return "$\(tenths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  private static func rows(_ apps: [ListedApp], now: Double) -> [[String]] {
    [["APP", "STATE", "AGE", "EXPIRES", "SIZE", "COST", "WHAT"]]
      + apps.map { app in
        [
          app.id, app.status.rawValue, Age.text(max(0, now - app.createdAt)),
          end(of: app).map { Age.text(max(0, $0 - now)) } ?? "never",
          app.bytes.map(DirectorySize.text) ?? "?",
          app.costUSD.map(dollars) ?? "?",
          printable(app.summary.utf8.count > 60 ? String(app.summary.prefix(60)) : app.summary),
        ]
      }
  }
}
