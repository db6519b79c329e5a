import LineEditing
import Workspace

/// How far a long preparation is, in one line.
package enum ProgressBar {
  /// `title  ██████░░░░  7 of 20  what is being done`, cut to the window.
  package static func line(
    _ title: String, number: Int, of count: Int, _ text: String?, columns: Int
  ) -> String {
    guard count > 0 else { return title }
    let width = min(30, max(8, columns / 4))
    let done = min(width, number * width / count)
    let bar = String(repeating: "█", count: done) + String(repeating: "░", count: width - done)
    let head = "\(title)  \(bar)  \(number) of \(count)"
    guard let text else { return head }
    // Room for the time is left at the end.
    return DisplayWidth.fitted("\(head)  \(printable(text))", to: columns - 10)
  }
}
