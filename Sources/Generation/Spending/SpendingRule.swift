package import Catalog
package import Foundation

/// A limit on spending, with the words for people who reach it.
package struct SpendingRule: Sendable, Equatable {
  package var limit: SpendingLimit
  /// What it is: `the budget of $0.25`.
  package var name: String
  /// How to go on once it is reached.
  package var advice: String

  package init(limit: SpendingLimit, name: String, advice: String) {
    self.limit = limit
    self.name = name
    self.advice = advice
  }
}

extension Limits {
  /// The rules that hold for calls made for `app` by a command that began at `start`.
  ///
  /// A command's own budget counts from its start and takes the place of the budget of apps, which
  /// counts an app's whole life. The limit of a day counts all apps, from midnight here.
  package func rules(app: String, start: Date, calendar: Calendar = .current) -> [SpendingRule] {
    var rules: [SpendingRule] = []
    let goOn = "Go on with: wisp resume \(app) --budget "
    if let budget {
      rules.append(
        SpendingRule(
          limit: SpendingLimit(budget.amount, app: app, since: start),
          name: "the budget of \(budget)", advice: goOn + budget.argument))
    } else if let appBudget {
      rules.append(
        SpendingRule(
          limit: SpendingLimit(appBudget.amount, app: app),
          name: "the budget of \(appBudget) for an app, from the configuration",
          advice: goOn + appBudget.argument))
    }
    if let dayBudget {
      rules.append(
        SpendingRule(
          limit: SpendingLimit(dayBudget.amount, since: calendar.startOfDay(for: start)),
          name: "the budget of \(dayBudget) a day",
          advice: "Go on tomorrow, or with: wisp resume \(app) --day-budget AMOUNT"))
    }
    return rules
  }
}

extension Limits.Budget {
  /// The budget as the ledger counts it.
  package var amount: SpendingLimit.Amount {
    switch self {
    case .dollars(let value): .dollars(value)
    case .tokens(let count): .tokens(count)
    case .seconds(let value): .seconds(value)
    }
  }
}

/// A call was not made, or not ended, because a limit on spending was reached; nothing is lost.
package struct LimitReached: Error, Sendable, Equatable, CustomStringConvertible {
  /// Which limit, how much of it was used, and how to go on.
  package var description: String

  package init(_ description: String) {
    self.description = description
  }
}
