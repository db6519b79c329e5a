import Apps
import Foundation
package import Terminal
package import Workbench
import Workspace

extension Terminal {
  /// Says what is worth knowing beside a result.
  package func tell(_ notice: Notice) {
    switch notice {
    case .building(let app): progress("building \(app) …")
    case .askingModel(let model): progress("asking \(printable(model)) …")
    case .built: clear()
    case .expired(let apps):
      guard isInteractive else { return }
      let more = apps.count > 3 ? " and \(apps.count - 3) more" : ""
      let names = apps.prefix(3).joined(separator: ", ")
      line(
        styled(
          "expired: \(names)\(more); for \(Term.trash.words) `wisp restore` brings them back", .dim)
      )
    case .uncounted(let budget, let model):
      line(
        styled(
          "No price is known for \(model), so dollars cannot be counted. "
            + "The budget of \(budget) does not hold for it.", .yellow))
    case .unverified(let app): line(styled("note: \(app) is not verified", .yellow))
    case .leftRepositories(let paths, let app, let suffix):
      for path in paths.prefix(Self.mostNamed) { line(Self.words(left: path, app, suffix)) }
      if paths.count > Self.mostNamed { line("wisp: and \(paths.count - Self.mostNamed) more") }
    default: if let words = Self.words(notice) { line(words) }
    }
  }

  /// Paths that are named one by one.
  private static let mostNamed = 5

  /// The notices that are one plain line.
  private static func words(_ notice: Notice) -> String? {
    switch notice {
    case .listMadeAnew(let damaged):
      "note: the list of apps was damaged and has been rebuilt from their folders; the old one is in "
        + printable(damaged)
    case .openToOthers(let path):
      "note: other users can look into \(printable(path)), and wisp cannot close it; set WISP_HOME to a "
        + "folder of its own"
    case .masked(let secrets, let name):
      "note: masked in \(printable(name)) before it is sent: " + secrets.joined(separator: ", ")
    case .published(let inside, let outside):
      "wisp: open http://127.0.0.1:\(outside)/"
        + (inside == outside ? "" : "   (\(inside) is taken on this machine)")
    case .refused(let target, let reason):
      "wisp: refused \(printable(target)): \(printable(reason))"
    case .renamed(let old, let new): words(renamed: old, new)
    case .renamedMore(let count): "wisp: and \(count) more"
    case .unsearched(let folder, let app):
      "wisp: \(printable(folder)) was not searched for repositories that \(app) may have left: "
        + "it lies too deep, is too large or cannot be opened"
    case .otherInput(let was, let now):
      "The tool for this was made for other input "
        + "(\(printable(was)), now \(printable(now))): making another tool."
    case .toolNotKept(nil): "note: this tool cannot be saved for the next time"
    case .toolNotKept(let reason?):
      "note: the tool is not saved for the next time: \(printable(reason))"
    case .toolAsksForMore:
      "note: the tool asks for permissions, and `wisp once` gives none; "
        + "see --show, and keep it with --keep NAME"
    case .kept(let app): "\(app) is kept"
    case .leftOut(let paths):
      "note: left out of the export, with the history that holds them: "
        + paths.map { printable($0) }.joined(separator: ", ") + " (not part of an app)"
    case .checkingExport:
      "The exported package is now built and tested once the plain way, `swift build` and `swift test`, "
        + "which takes about a minute."
    case .building, .built, .askingModel, .expired, .uncounted, .unverified, .leftRepositories,
      .checking:
      nil
    }
  }

  private static func words(renamed old: String, _ new: String?) -> String {
    guard let new else {
      return
        "wisp: could not rename \(printable(old)), which the app made. Do not use git there: it would "
        + "run commands that the app named"
    }
    return
      "wisp: renamed \(printable(old)) to \(printable((new as NSString).lastPathComponent)): the app "
      + "made it, and git would run commands that it names"
  }

  private static func words(left path: String, _ app: String, _ suffix: String) -> String {
    "wisp: \(printable(path)) is new since \(app) started. If you did not make it, do not use git there, which "
      + "would run commands that the app named. Rename it: mv \(shellQuoted(printable(path))) "
      + shellQuoted(printable(path) + suffix)
  }
}
