package import Catalog
package import Events
package import Foundation

/// A limit on spending, with the words for people who reach it.
package struct SpendingRule: Sendable {
  package var limit: SpendingLimit
  /// What it is: `the budget of $0.25`.
  package var name: String
  /// How to go on once it is reached, for an app of this name.
  package var advice: @Sendable (_ app: String) -> String

  package init(
    limit: SpendingLimit, name: String, advice: @escaping @Sendable (_ app: String) -> String
  ) {
    self.limit = limit
    self.name = name
    self.advice = advice
  }
}

extension Limits {
  /// The rules that hold for calls made for the app with the id `app` by a command that began at `start`.
  ///
  /// A command's own budget counts from its start and takes the place of the budget of apps, which
  /// counts an app's whole life. The limit of a day counts all apps, from midnight here.
  package func rules(app: String, start: Date, calendar: Calendar = .current) -> [SpendingRule] {
    var rules: [SpendingRule] = []
    func goOn(_ budget: Limits.Budget) -> @Sendable (String) -> String {
      { "Go on with: wisp resume \($0) --budget \(budget.argument)" }
    }
    if let budget {
      rules.append(
        SpendingRule(
          limit: SpendingLimit(budget.amount, app: app, since: start),
          name: "the budget of \(budget)", advice: goOn(budget)))
    } else if let appBudget {
      rules.append(
        SpendingRule(
          limit: SpendingLimit(appBudget.amount, app: app),
          name: "the budget of \(appBudget) for an app, from the configuration",
          advice: goOn(appBudget)))
    }
    if let dayBudget {
      rules.append(
        SpendingRule(
          limit: SpendingLimit(dayBudget.amount, since: calendar.startOfDay(for: start)),
          name: "the budget of \(dayBudget) a day",
          advice: { "Go on tomorrow, or with: wisp resume \($0) --day-budget AMOUNT" }))
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
