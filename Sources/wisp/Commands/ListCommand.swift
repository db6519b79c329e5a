import ArgumentParser
import Catalog
import Foundation
import Terminal
import Workbench
import Workspace

/// `wisp ls`: see its abstract.
struct ListCommand: AsyncParsableCommand {
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

  func run() async throws {
    let face = Face()
    let apps = try await face.workbench.list(includingTrash: all, tools: tools)
    if json {
      for app in apps { try Output.json(AppRow(app)) }
      return
    }
    guard !apps.isEmpty else {
      face.terminal.line(
        tools
          ? "No tools yet. Pipe something: cat FILE | wisp once \"count the lines\""
          : "No apps yet. Describe one: wisp \"count the most frequent words\"")
      return
    }
    let rows = Self.rows(apps, now: Date().timeIntervalSince1970)
    Output.line(
      Screen.outputColumns.map { TextTable.aligned(FittedTable(columns: $0).rows(of: rows)) }
        ?? TextTable.aligned(rows))
  }

  /// To a tenth of a cent.
  private static func dollars(_ amount: Double) -> String {
    guard amount > 0, amount < 1e9 else { return "–" }
    return Dollars.text(amount, decimals: 3)
  }

  private static func rows(_ apps: [ListedApp], now: Double) -> [[String]] {
    [["APP", "STATE", "AGE", "EXPIRES", "SIZE", "COST", "WHAT"]]
      + apps.map { app in
        [
          app.name, app.status.rawValue, Age.text(max(0, now - app.createdAt)),
          AppRow.end(of: app).map { Age.text(max(0, $0 - now)) } ?? "never",
          app.bytes.map(DirectorySize.text) ?? "?",
          app.costUSD.map(dollars) ?? "?",
          printable(app.summary.utf8.count > 60 ? String(app.summary.prefix(60)) : app.summary),
        ]
      }
  }
}
