package import Events
import Foundation

extension Journal {
  /// What the runs of the check before a commit gave; empty if none is on record.
  package func traces(of commit: String) -> [MadeTrace] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    var isBefore = false
    for line in data.split(separator: 0x0A).reversed() {
      let isCommit = line.holds(#""event":"commit.created""#)
      guard isCommit || line.holds(#""event":"trace.made""#),
        let event = try? StampedEvent(line: line).event
      else { continue }
      switch event {
      case .commitCreated(let created):
        if isBefore { return [] }
        isBefore = created.id == commit
      case .tracesMade(let made): if isBefore { return made.traces }
      default: break
      }
    }
    return []
  }
}

extension Data {
  /// Whether a text occurs in the bytes: most lines need not be decoded.
  fileprivate func holds(_ text: String) -> Bool { firstRange(of: Data(text.utf8)) != nil }
}
