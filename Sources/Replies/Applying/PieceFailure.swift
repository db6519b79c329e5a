import Workspace

/// Why one replacement cannot be made in a file.
struct PieceFailure: Error {
  var kind: ReplyErrorKind
  var message: String
}

/// The part of a file that resembles lines which were not found, for messages.
struct NearestLines {
  let file: [[UInt8]]
  let old: [[UInt8]]

  /// The real lines around the best place, numbered, and the first line that differs.
  var description: String {
    guard !file.isEmpty else { return "The file is empty." }
    guard let place = bestPlace else {
      return "None of its lines resembles them. The file begins:\n"
        + excerpt(0..<min(file.count, 6))
    }
    let differing = old.indices.first { index in
      let line = place + index
      return !(file.indices.contains(line) && file[line] == old[index])
    }
    let range = max(0, place - 2)..<min(file.count, place + max(5, min(old.count, 12)) + 2)
    var text = "The nearest lines are:\n" + excerpt(range)
    if let differing {
      let line = place + differing
      let real = file.indices.contains(line) ? "`\(shown(file[line]))`" : "(past the end)"
      text +=
        "First difference: the old text's line \(differing + 1) is `\(shown(old[differing]))`, "
        + "the file's line \(line + 1) is \(real)."
    }
    return text
  }

  /// The start with the most equal lines, blank and very short ones left aside.
  private var bestPlace: Int? {
    var wanted: [ArraySlice<UInt8>: [Int]] = [:]
    for (index, line) in old.enumerated() where line[...].trimmed.count > 2 {
      if wanted[line[...].trimmed, default: []].count < 4 {
        wanted[line[...].trimmed, default: []].append(index)
      }
    }
    var votes: [Int: Int] = [:]
    for (line, content) in file.enumerated() {
      for index in wanted[content[...].trimmed] ?? [] { votes[line - index, default: 0] += 1 }
    }
    let best = votes.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
    if let best { return max(0, best.key) }
    return mostSimilarLine
  }

  /// The line that shares the most words with the first old line that has any.
  private var mostSimilarLine: Int? {
    guard let first = old.firstIndex(where: { !$0[...].isBlank }) else { return nil }
    let wanted = words(old[first])
    guard !wanted.isEmpty else { return nil }
    var best: (line: Int, score: Int)?
    for (line, content) in file.enumerated() {
      let score = words(content).intersection(wanted).count
      if score > (best?.score ?? 0) { best = (line, score) }
    }
    return best.map { max(0, $0.line - first) }
  }

  private func words(_ line: [UInt8]) -> Set<ArraySlice<UInt8>> {
    Set(
      line.prefix(500).split { byte in
        !(byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
          || byte == 0x5F)
      })
  }

  private func excerpt(_ range: Range<Int>) -> String {
    range.map { "\($0 + 1): \(shown(file[$0]))\n" }.joined()
  }

  private func shown(_ line: [UInt8]) -> String {
    line.count > 200 ? line.prefix(200).text + "…" : line[...].text
  }
}
