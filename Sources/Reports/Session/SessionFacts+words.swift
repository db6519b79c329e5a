import Terminal
import Workbench
import Workspace

extension SessionFacts {
  /// One line: what changes most comes first, for it is cut at the end in a narrow window.
  func line(seconds elapsed: Double) -> String {
    // About four bytes make a token; the true number comes with the end of the answer.
    let tokens = tokens + arriving / 4
    var parts = [seconds(elapsed)]
    if tokens > 0 {
      parts.append(
        (arriving > 0 ? "about " : "") + "\(count(tokens)) token\(tokens == 1 ? "" : "s")")
    }
    if let dollars, dollars > 0 { parts.append(Dollars.text(dollars, decimals: 4)) }
    if round > 0 { parts.append("\(stage), reply \(round) of at most \(rounds)") }
    return "  " + (parts + [template, printable(model)]).joined(separator: " · ")
  }
}
