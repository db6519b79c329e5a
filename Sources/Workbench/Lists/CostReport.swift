import Apps
package import Catalog
package import Events
import Foundation
package import LLM

/// What models were asked and what that cost, in groups.
package struct CostReport: Sendable {
  package var rows: [CostRow]
  package var total: CostRow
  /// The sum of today and its budget; nil if there is no budget, or only one app is looked at.
  package var today: (sum: CostRow, budget: Limits.Budget)?
  /// The date and source of the prices.
  package var prices: PriceTable
}

extension Workbench {
  /// What models were asked and what that cost.
  ///
  /// - Parameters:
  ///   - grouping: What has a row of its own.
  ///   - app: An app that it is limited to, also one that is gone; nil: all.
  /// - Returns: Sums for each group, and of all.
  /// - Throws: `AppNotFound`, `UsageError`.
  package func cost(by grouping: Spending.Grouping, app: String?) async throws -> CostReport {
    let configuration = try configuration()
    let store = try await store()
    try store.catalog.expireLostCalls()
    let id = try app.map { try Self.id($0, store) }
    let spending = try store.catalog.spending(by: grouping, app: id)
    let names = grouping == .app ? try store.catalog.names() : [:]
    var report = CostReport(
      rows: spending.groups.sorted { $0.key < $1.key }.map { key, sum in
        var row = CostRow(names[key] ?? key, sum)
        if grouping == .app, !key.isEmpty { row.app = key }
        return row
      },
      total: CostRow("total", spending.total), today: nil, prices: .current)
    if id == nil, let budget = configuration.dayBudget {
      let today = Calendar.current.startOfDay(for: Date())
      let sum = try store.catalog.spending(since: today).total
      report.today = (CostRow("", sum), budget)
    }
    return report
  }

  /// The id for what the user typed; an app that is gone is still in the ledger.
  private static func id(_ text: String, _ store: AppStore) throws -> String {
    switch try store.catalog.find(text) {
    case .found(let record): return record.id
    case .ambiguous(let names):
      throw UsageError("\(text) could be any of: \(names.joined(separator: ", ")).")
    case .none:
      guard try !store.catalog.calls(app: text).isEmpty else {
        throw AppNotFound("There is no app \(text), and no call for it is in the ledger.")
      }
      return text
    }
  }
}
