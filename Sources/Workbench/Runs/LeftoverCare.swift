import Foundation
import Toolchain
import WispCore

/// Sees to the repositories that a run left, and says what became of them.
struct LeftoverReport {
  private let workbench: Workbench
  private var terminal: Terminal { workbench.terminal }

  /// Paths that are named one by one.
  private static let mostNamed = 5

  init(_ workbench: Workbench) { self.workbench = workbench }

  /// Renames what the app made, asks about what may be the user's, and takes the mark away.
  func finish(_ mark: RunMark) {
    let left = mark.leftovers()
    let app = mark.app
    say(mark.setAside(left.found.filter { !$0.mayBeUsers }))
    let unclear = left.found.filter(\.mayBeUsers)
    if !unclear.isEmpty {
      if isAgreed(unclear, app) { say(mark.setAside(unclear)) } else { say(left: unclear, app) }
    }
    for folder in left.unseen {
      terminal.line(
        "wisp: \(printable(folder)) was not searched for repositories that \(app) may have left: "
          + "it lies too deep, is too large or cannot be opened")
    }
    mark.remove()
  }

  /// One line for each that was renamed, or could not be.
  func say(_ renamings: [RunMark.Renaming]) {
    for (old, new) in renamings.prefix(Self.mostNamed) {
      if let new {
        terminal.line(
          "wisp: renamed \(printable(old)) to \(printable((new as NSString).lastPathComponent)): the app "
            + "made it, and git would run commands that it names")
      } else {
        terminal.line(
          "wisp: could not rename \(printable(old)), which the app made. Do not use git there: it would "
            + "run commands that the app named")
      }
    }
    sayMore(renamings.count)
  }

  private func sayMore(_ count: Int) {
    if count > Self.mostNamed { terminal.line("wisp: and \(count - Self.mostNamed) more") }
  }

  private func isAgreed(_ found: [Leftovers.Found], _ app: String) -> Bool {
    guard terminal.isInteractive, !Interrupts.isToEnd, let question = TerminalQuestion() else {
      return false
    }
    for one in found.prefix(Self.mostNamed) {
      terminal.line("\(printable(one.path)) is new since \(app) started.")
    }
    sayMore(found.count)
    let (it, its) = found.count == 1 ? ("it", "its name") : ("them", "their names")
    terminal.line(
      "If you did not make \(it), the app did, and git would run commands that it names. "
        + "Add \(Leftovers.suffix(app)) to \(its)? [y/N]")
    return question.readYes()
  }

  private func say(left found: [Leftovers.Found], _ app: String) {
    for one in found.prefix(Self.mostNamed) {
      let path = printable(one.path)
      terminal.line(
        "wisp: \(path) is new since \(app) started. If you did not make it, do not use git there, which would "
          + "run commands that the app named. Rename it: mv \(shellQuoted(path)) "
          + shellQuoted(path + Leftovers.suffix(app)))
    }
    sayMore(found.count)
  }
}
