import Workspace

/// A way to read a replacement whose literal text is not in the file.
struct ReplacementReading {
  var replacement: Edit.Replacement
  /// What was taken differently; nil for the literal text.
  var note: String?

  /// The literal text first, then what models are known to get wrong; the first that fits is used.
  static func all(of piece: Edit.Replacement) -> [ReplacementReading] {
    var readings = [ReplacementReading(replacement: piece, note: nil)]
    func add(_ note: String, _ old: [[UInt8]], _ new: [[UInt8]]) {
      guard !old.isEmpty, old != piece.old else { return }
      var changed = piece
      changed.old = old
      changed.new = Edit.Replacement.alignment(of: new, with: old)
      readings.append(ReplacementReading(replacement: changed, note: note))
    }
    let new = piece.newLines
    if piece.old.count > 1, piece.old[0][...].isBlank {
      add(
        "a blank first line was left out", Array(piece.old.dropFirst()),
        new.first?[...].isBlank == true ? Array(new.dropFirst()) : new)
    }
    if piece.old.count > 1, let last = piece.old.last, last[...].isBlank {
      add(
        "a blank last line was left out", piece.old.dropLast(),
        new.last?[...].isBlank == true ? new.dropLast() : new)
    }
    if let (old, new) = unmarked(piece) { add("diff marks were taken off", old, new) }
    add(
      "HTML entities were decoded", piece.old.map { Escapes.entitiesDecoded($0) },
      new.map { Escapes.entitiesDecoded($0) })
    add(
      "escapes were decoded", piece.old.flatMap(decoded), new.flatMap(decoded))
    return readings
  }

  private static func decoded(_ line: [UInt8]) -> [[UInt8]] {
    let lines = Escapes.backslashesDecoded(line)[...].split(
      separator: 0x0A, omittingEmptySubsequences: false)
    return lines.map { Array($0) }
  }

  /// Old lines that carry the marks of a diff: the removed and unchanged ones are the old text.
  private static func unmarked(
    _ piece: Edit.Replacement
  ) -> (old: [[UInt8]], new: [[UInt8]])? {
    guard piece.style == .block else { return nil }
    let lines = piece.old.filter { !$0[...].hasPrefix("@@") }
    guard lines.contains(where: { $0.first == UInt8(ascii: "-") }),
      lines.allSatisfy({ $0.first.map { " +-".utf8.contains($0) } ?? true })
    else { return nil }
    let old = lines.filter { $0.first != UInt8(ascii: "+") }.map { Array($0.dropFirst()) }
    let marked = piece.newLines.allSatisfy { $0.first.map { " +".utf8.contains($0) } ?? true }
    return (old, marked ? piece.newLines.map { Array($0.dropFirst()) } : piece.newLines)
  }
}
