import LineEditing
import WispCore
import Workspace

/// How far a long preparation is, in one line.
enum ProgressBar {
  /// `title  ██████░░░░  7 of 20  what is being done`, cut to the window.
  static func line(_ title: String, _ step: Preparing.Step?, columns: Int) -> String {
    guard let step, step.of > 0 else { return title }
    let width = min(30, max(8, columns / 4))
    let done = min(width, step.number * width / step.of)
    let bar = String(repeating: "█", count: done) + String(repeating: "░", count: width - done)
    let head = "\(title)  \(bar)  \(step.number) of \(step.of)"
    guard let text = step.text else { return head }
    // Room for the time is left at the end.
    return DisplayWidth.fitted("\(head)  \(printable(text))", to: columns - 10)
  }
}
