package import Events
import Foundation
import Terminal
package import Workbench
import Workspace

extension CostRow {
  /// The head of the columns that follow the first.
  package static let head = ["CALLS", "IN", "CACHED", "WRITTEN", "OUT", "THINKING", "TIME", "COST"]

  /// The row in columns.
  package var cells: [String] {
    [
      printable(name), count(calls), (estimated > 0 ? "~" : "") + count(input), count(cached),
      count(cacheWrites), count(output), count(reasoning), time, cost,
    ]
  }

  private var time: String { words(ofSeconds: seconds) }

  /// Dollars as far as they are known.
  package var cost: String {
    let known = String(format: "$%.4f", knownUSD)
    let pending = open > 0 ? ", \(open) under way" : ""
    if unpriced == 0 { return known + pending }
    if unpriced == calls { return "unknown" + pending }
    return "\(known) and \(unpriced) calls of unknown price" + pending
  }

  /// How much of a budget these calls took, in its unit.
  package func used(of budget: Limits.Budget) -> String {
    switch budget {
    case .dollars: cost
    case .tokens: count(input + output)
    case .seconds: time
    }
  }
}

/// A row's own `seconds` hides the function of that name.
private func words(ofSeconds value: Double) -> String { seconds(value) }
