import Apps
import Foundation
import Workbench
import Workspace

/// What is known of an app, in lines.
struct DetailLines {
  /// Whether the files are among them.
  let code: Bool
  /// Whether all of what failed is.
  let verbose: Bool

  private func permissions(_ shown: AppDetails) -> [String] {
    let asked = shown.permissions
    guard !asked.isEmpty else { return ["  may       nothing beyond its own data"] }
    let kinds = [
      ("network", asked.network), ("read", asked.read), ("write", asked.write),
      ("port", asked.ports.map(String.init)),
    ]
    return kinds.filter { !$0.1.isEmpty }.map { kind, values in
      "  may       \(kind): \(printable(values.joined(separator: ", ")))"
    } + ["            \(shown.agreed ? "you agreed" : "not agreed to yet: `wisp run` asks")"]
  }

  /// A moment on the clock of this machine.
  private static func moment(_ date: Date) -> String {
    date.formatted(
      .verbatim(
        """
        \(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits) \
        \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)
        """, timeZone: .current, calendar: Calendar(identifier: .gregorian)))
  }

  private static func state(of shown: AppDetails) -> String {
    // A session that is under way may have changed it since.
    guard shown.verified else {
      return shown.state == "verified" ? "not verified" : "\(shown.state), not verified"
    }
    let rules = shown.seal?.rules ?? Seal.currentRules
    let by = rules == Seal.currentRules ? "" : " by the rules of \(printable(rules))"
    let seal = "verified\(by) (sealed tree \(shown.seal?.tree.prefix(7) ?? ""))"
    return shown.state == "verified" ? seal : "\(shown.state), \(seal)"
  }

  func lines(_ shown: AppDetails) -> [String] {
    var lines = [
      "\(shown.name)  \(printable(shown.summary))",
      "  asked     \(printable(shown.description))",
      "  state     \(Self.state(of: shown))",
    ]
    lines += ShortfallLines(isVerbose: verbose).lines(of: shown.shortfall).map { "  " + $0 }
    lines += [
      "  made      template \(shown.template), model \(shown.model), \(counted(shown.iterations, "iteration"))",
      "  expires   \(shown.expires.map(Self.moment) ?? "never")",
      "  tree      \(shown.directory)",
      "  history   \(shown.history)",
    ]
    lines += permissions(shown)
    if !shown.varies.isEmpty { lines.append("  varies    \(VariationText.line(of: shown.varies))") }
    for example in shown.examples {
      lines.append("  example   \(printable(example.name))")
      lines.append("            \(printable(example.given))  → \(printable(example.expected))")
      if let trace = shown.traces.first(where: { $0.example == example.name && $0.with == nil }) {
        lines.append("            came out  \(printable(trace.cameOut))")
      }
    }
    for path in shown.tree.paths {
      let text = shown.tree.text(path) ?? ""
      lines.append("  file      \(path) (\(text.utf8.count { $0 == 0x0A }) lines)")
      if code { lines.append(printable(text, keepingLines: true)) }
    }
    return lines
  }
}
