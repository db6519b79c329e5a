package import Events
import Terminal
import Workspace

/// On what two versions of an app differ, in lines.
package struct ComparisonLines {
  let compared: BehaviourCompared
  /// Differences that are shown.
  let most: Int
  /// Where the rest is.
  let rest: String

  package init(compared: BehaviourCompared, most: Int = 3, rest: String = "wisp compare") {
    self.compared = compared
    self.most = most
    self.rest = rest
  }

  /// The whole report of `wisp compare`, below its title.
  package var report: [String] {
    let varying =
      compared.varying > 0 ? ", \(compared.varying) with another one in every run" : ""
    return [
      "  \(counted(compared.inputs, "input")), \(compared.same) with the same result\(varying)"
    ] + (compared.differences.isEmpty ? [] : ["  \(counts)"] + details(compared.differences))
  }

  /// What a change has changed, for the summary of a session: what nobody asked for is shown.
  package var summary: [String] {
    guard !compared.differences.isEmpty else {
      let same = compared.inputs - compared.varying
      return same > 0 ? ["  changed   no result: \(counted(same, "input")) compared"] : []
    }
    return ["  changed   \(counts)"] + details(compared.differences.filter { !$0.isAsked })
  }

  /// What another version gave when it was checked.
  package var record: [String] {
    guard !compared.differences.isEmpty else { return [] }
    let results = counted(compared.inputs, "result")
    return ["  changed   \(compared.differences.count) of \(results) on record"]
      + details(compared.differences)
  }

  private var counts: String {
    "asked for: \(compared.asked) · also changed: \(compared.unasked)"
  }

  private func details(_ differences: [BehaviourCompared.Difference]) -> [String] {
    let lines = differences.prefix(most).flatMap { difference in
      let before = difference.before
      return [
        "    \(difference.isAsked ? "asked for" : "also changed"): \(printable(before.example))"
          + (before.with.map { ", with \(printable($0))" } ?? ""),
        "      given   \(printable(before.given))",
        "      before  \(printable(before.cameOut))",
        "      now     \(printable(difference.after.cameOut))",
      ]
    }
    let left = differences.count - most
    return left > 0 ? lines + ["    … \(left) more: \(rest)"] : lines
  }
}
