import Workspace

/// Makes the replacements of one file, one after the other, in memory.
struct Replacer {
  private(set) var text: TextLines
  let path: SafePath
  /// Tolerances that were used.
  private(set) var notes: [String] = []
  /// Behind the last replacement made.
  private var cursor = 0
  private var done: [Edit.Replacement] = []

  init(_ bytes: [UInt8], path: SafePath) {
    text = TextLines(bytes)
    self.path = path
  }

  /// Makes the replacement with this number (from 1) of `count`; throws why it cannot be made.
  mutating func apply(
    _ replacement: Edit.Replacement, number: Int, of count: Int
  ) throws(PieceFailure) {
    let label = count > 1 ? "block \(number) of \(count) for \(path)" : "the block for \(path)"
    if done.contains(replacement) {
      notes.append("\(label) is a repetition and was left out")
      return
    }
    done.append(replacement)
    if replacement.old == replacement.newLines {
      if !replacement.old.isEmpty { notes.append("\(label) changes nothing") }
      return
    }
    if replacement.old.isEmpty {
      try insert(replacement, label)
      return
    }
    var failure: PieceFailure?
    for reading in ReplacementReading.all(of: replacement) {
      do throws(PieceFailure) {
        guard let place = try place(of: reading.replacement, label) else { continue }
        if let note = reading.note { notes.append("\(label): \(note)") }
        if let note = place.level.note { notes.append("\(label): matched apart from \(note)") }
        make(reading.replacement, at: place)
        return
      } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
    if try replaceElided(replacement, label) { return }
    if try replacePart(replacement, label) { return }
    let nearest = NearestLines(file: text.lines.map(\.content), old: replacement.old)
    throw PieceFailure(
      kind: .noMatch,
      message: "The old lines of \(label) are not in the file: they must be copied exactly. "
        + nearest.description)
  }

  private struct Place {
    var start: Int
    var level: LineMatcher.Level
  }

  /// The one place of the old lines; nil where there is none, throws where there are several.
  private func place(of piece: Edit.Replacement, _ label: String) throws(PieceFailure) -> Place? {
    let matcher = LineMatcher(file: text.lines.map(\.content))
    let all = 0..<text.lines.count
    let behind = anchored(piece, matcher)
    let from = behind ?? (piece.style == .patch ? cursor : 0)
    if piece.isAtEnd, from <= all.upperBound - piece.old.count,
      let match = matcher.match(
        piece.old, in: max(from, all.upperBound - piece.old.count)..<all.upperBound,
        style: piece.style)
    {
      return Place(start: match.places[0], level: match.level)
    }
    if from > 0,
      let match = matcher.match(piece.old, in: from..<all.upperBound, style: piece.style),
      match.places.count == 1 || behind != nil
    {
      return Place(start: match.places[0], level: match.level)
    }
    guard let match = matcher.match(piece.old, in: all, style: piece.style) else { return nil }
    if match.places.count == 1 { return Place(start: match.places[0], level: match.level) }
    if let hint = piece.lineHint {
      let near = match.places.filter { abs($0 + 1 - hint) <= 3 }
      let exact = near.filter { $0 + 1 == hint }
      if let one = exact.first ?? (near.count == 1 ? near.first : nil) {
        return Place(start: one, level: match.level)
      }
    }
    let lines = match.places.prefix(8).map { String($0 + 1) }.joined(separator: ", ")
    throw PieceFailure(
      kind: .ambiguous,
      message: "The old lines of \(label) are in the file \(match.places.count) times (from lines "
        + "\(lines)). Add unchanged lines above or below until they are there once.")
  }

  /// The line behind the anchors, each looked for behind the one before; nil without any.
  private func anchored(_ piece: Edit.Replacement, _ matcher: LineMatcher) -> Int? {
    guard !piece.anchors.isEmpty else { return nil }
    var from = piece.style == .patch && piece.anchors.count == 1 ? min(cursor, text.lines.count) : 0
    for anchor in piece.anchors {
      let match =
        matcher.match([anchor], in: from..<text.lines.count, style: .patch)
        ?? matcher.match([anchor], in: 0..<text.lines.count, style: .patch)
      guard let place = match?.places.first else { return nil }
      // The anchor may be the first of the old lines itself.
      from = piece.old.first?[...].trimmed == anchor[...].trimmed ? place : place + 1
    }
    return from
  }

  private mutating func make(_ piece: Edit.Replacement, at place: Place) {
    let matcher = LineMatcher(file: text.lines.map(\.content))
    let offset: LineMatcher.Offset
    switch place.level {
    case .exact, .trailingSpace, .typography, .innerSpace: offset = .none
    case .indentation: offset = matcher.offset(of: piece.old, at: place.start) ?? .none
    case .trimmed: offset = matcher.offset(of: [piece.old[0]], at: place.start) ?? .none
    }
    let new = piece.new.map { line -> TextLines.NewLine in
      switch line {
      case .kept: line
      case .added(let bytes): .added(LineMatcher.moved(bytes, by: offset))
      }
    }
    text.replace(place.start..<(place.start + piece.old.count), with: new)
    cursor = place.start + new.count
  }

  /// New lines without old ones: behind the anchors, or at the end.
  private mutating func insert(
    _ piece: Edit.Replacement, _ label: String
  ) throws(PieceFailure) {
    guard piece.style != .block || text.lines.isEmpty else {
      throw PieceFailure(
        kind: .malformed, message: "The SEARCH half of \(label) is empty, but the file has text.")
    }
    let matcher = LineMatcher(file: text.lines.map(\.content))
    var place = text.lines.count
    if !piece.anchors.isEmpty, !piece.isAtEnd {
      guard let behind = anchored(piece, matcher) else {
        throw PieceFailure(
          kind: .noMatch,
          message: "The line after `@@` of \(label) is not in the file: "
            + "`\(piece.anchors[0][...].text)`. Give unchanged lines around the new ones.")
      }
      place = behind
    } else if let hint = piece.lineHint, piece.style == .diff, hint < text.lines.count {
      place = hint
    } else if !piece.isAtEnd, !text.lines.isEmpty {
      notes.append("\(label) has no old lines; the new ones were added at the end")
    }
    text.replace(place..<place, with: piece.new)
    cursor = place + piece.new.count
  }

  /// `...` in both halves stands for lines that stay: the pieces between are replaced one by one.
  private mutating func replaceElided(
    _ piece: Edit.Replacement, _ label: String
  ) throws(PieceFailure) -> Bool {
    func isDots(_ line: [UInt8]) -> Bool {
      ["...", "…", "# ...", "// ..."].contains(line[...].trimmed.text)
    }
    let old = piece.old.split(omittingEmptySubsequences: false, whereSeparator: isDots)
    let new = piece.newLines.split(omittingEmptySubsequences: false, whereSeparator: isDots)
    guard piece.style == .block, old.count > 1, old.count == new.count else { return false }
    var copy = self
    for (old, new) in zip(old, new) where Array(old) != Array(new) {
      guard !old.isEmpty else { return false }
      let part = Edit.Replacement(
        old: Array(old),
        new: Edit.Replacement.alignment(of: Array(new), with: Array(old)))
      guard let place = try copy.place(of: part, label) else { return false }
      copy.make(part, at: place)
    }
    copy.notes.append("\(label): `...` was read as lines that stay")
    self = copy
    return true
  }

  /// Old text that is a part of a line and occurs once.
  private mutating func replacePart(
    _ piece: Edit.Replacement, _ label: String
  ) throws(PieceFailure) -> Bool {
    guard piece.style == .block, piece.old.count == 1, piece.old[0].count >= 3 else { return false }
    let part = piece.old[0][...].text
    var hit: (line: Int, range: Range<Int>)?
    for (index, line) in text.lines.enumerated() {
      guard let range = line.content[...].range(of: part) else { continue }
      let again = line.content[(range.lowerBound + 1)...].range(of: part)
      guard hit == nil, again == nil else {
        throw PieceFailure(
          kind: .ambiguous,
          message: "The old text of \(label) is part of several places (lines "
            + "\((hit?.line ?? index) + 1) and \(index + 1)). Copy whole lines.")
      }
      hit = (index, range)
    }
    guard let hit else { return false }
    let content = text.lines[hit.line].content
    var lines = piece.newLines
    if lines.isEmpty { lines = [[]] }
    lines[0] = content[..<hit.range.lowerBound] + lines[0]
    lines[lines.count - 1] += content[hit.range.upperBound...]
    text.replace(hit.line..<(hit.line + 1), with: lines.map { .added($0) })
    cursor = hit.line + lines.count
    notes.append("\(label): its old text is a part of line \(hit.line + 1)")
    return true
  }
}
