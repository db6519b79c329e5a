import ArgumentParser
import Catalog
import LLM
import Reports
import Terminal
import Workbench
import Workspace

/// `wisp cost`: see its abstract.
struct CostCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cost", abstract: "Show every call of a model and what it cost.",
    discussion: """
      Examples:
        wisp cost
        wisp cost --by model

      Every call counts, also one that failed or was cut short. wisp computes the costs from a dated table \
      of prices. Prices in your configuration file take precedence. An unknown price is shown as unknown, \
      never as 0.
      """)

  @OptionGroup var app: AppFilter

  @Option(help: "Print one line for each model, app or day.")
  var by: Grouping = .model

  @Flag(help: "Print one JSON object a line. The last is the total.")
  var json = false

  /// An app that `cost` is limited to, also one that is gone.
  struct AppFilter: ParsableArguments {
    @Argument(
      help: ArgumentHelp(
        "Count only the calls for this app: its name, its id or the beginning of either.",
        valueName: "app"))
    var app: String?
  }

  enum Grouping: String, ExpressibleByArgument, CaseIterable {
    case model, app, day

    var spending: Spending.Grouping {
      switch self {
      case .model: .model
      case .app: .app
      case .day: .day
      }
    }
  }

  func run() async throws {
    let face = Face()
    let report = try await face.workbench.cost(by: by.spending, app: app.app)
    if json {
      for row in report.rows + [report.total] { try Output.json(row) }
      return
    }
    guard !report.rows.isEmpty else {
      face.terminal.line("No model was asked yet.")
      return
    }
    let head = [by.rawValue.uppercased()] + CostRow.head
    let rows = report.rows.count > 1 ? report.rows + [report.total] : report.rows
    Output.line(TextTable.aligned([head] + rows.map(\.cells)))
    face.terminal.line("prices of \(report.prices.date) (\(report.prices.source))")
    if let (sum, budget) = report.today {
      face.terminal.line("today \(sum.used(of: budget)) of \(budget) a day")
    }
  }
}
