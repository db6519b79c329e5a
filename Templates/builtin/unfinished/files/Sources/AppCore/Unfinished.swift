import Kit

/// How many there were, and those that have no end.
public struct Findings: Sendable, Equatable {
  public var count = 0
  public var suspects: [Suspect] = []

  /// Follows each id of the field “__ID__” from its first line to a line that speaks of an end.
  public init(in lines: [LogLine]) {
    let ends: Set = [
      "end", "ended", "finish", "finished", "done", "complete", "completed", "close", "closed",
      "returned", "responded", "response", "answered", "failed", "aborted",
    ]
    var order: [String] = []
    var open: [String: [LogLine]] = [:]
    var ended: Set<String> = []
    for line in lines {
      guard let id = line.fields["__ID__"] else { continue }
      if open[id] == nil { order.append(id) }
      open[id, default: []].append(line)
      let words = line.text.lowercased().split { !$0.isLetter }.map(String.init)
      if words.contains(where: ends.contains) { ended.insert(id) }
    }
    count = order.count
    let last = lines.compactMap(\.time).max()
    suspects = order.filter { !ended.contains($0) }.map { id in
      let own = open[id] ?? []
      let first = own.first.flatMap(\.time)
      let age = first.flatMap { first in last.map { $0 - first } }
      return Suspect(
        "__ONE__ \(id) never ended", score: age ?? 0,
        why: (age.map { "open for \(format($0)) seconds at the end of the log, " } ?? "")
          + "\(own.count) \(own.count == 1 ? "line" : "lines"), "
          + "first on line \(own.first?.number ?? 0)",
        evidence: own)
    }
  }

  public func report(most: Int) -> [String] {
    if count == 0 { return ["No line has a field “__ID__”."] }
    if suspects.isEmpty { return ["All \(count) __WHAT__ ended."] }
    return Suspect.report(suspects, most: most)
  }
}
