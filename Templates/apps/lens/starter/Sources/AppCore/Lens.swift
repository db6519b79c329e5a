import Kit

/// Messages that speak of trouble, like ones together: the rarest and most severe first.
public func suspects(in lines: [LogLine]) -> [Suspect] {
  let weights = ["FATAL": 8.0, "ERROR": 4.0, "WARN": 1.0]
  var groups: [String: [LogLine]] = [:]
  for line in lines where line.level.map({ weights[$0] != nil }) == true {
    groups[line.shape, default: []].append(line)
  }
  return groups.values.sorted { $0[0].number < $1[0].number }.map { group in
    let level = group[0].level ?? "ERROR"
    return Suspect(
      group[0].text, score: (weights[level] ?? 0) + 1 / Double(group.count),
      why: "\(level), \(group.count == 1 ? "once" : "\(group.count) times"), "
        + "first on line \(group[0].number)",
      evidence: group)
  }
}
