/// A property of an app by name: how its answers to two inputs hang together.
///
/// A relation needs no expected output, so it can be tried on inputs that nobody wrote (metamorphic testing after
/// Chen). The names are those of `relations` in `wisp.json`.
package enum Relation: String, Sendable, CaseIterable {
  case anyOrder = "order of lines does not matter"
  case lastLineEnd = "last line end does not matter"
  case windowsLineEnds = "CRLF is read as LF"
  case twice = "twice the input doubles the counts"
  case parts = "the output of two parts is the output of both"
  case settled = "its own output stays the same"
  case noCrash = "refuses, never crashes"

  /// The further inputs that a trial needs: after a run on `input`, which gave `trace`.
  ///
  /// - Returns: Nil if the relation says nothing about the input: no text, JSON, a refusal.
  package func furtherInputs(of input: Input, after trace: Trace) -> [Input]? {
    guard self != .noCrash else { return [] }
    guard trace.kind == .answered, input.hasText, let place = TextPlace(of: input) else {
      return nil
    }
    let text = place.text(of: input)
    let shape = TextShape(text)
    let lines = TextLines(text)
    let head = lines.lines.prefix(shape.headLines)
    let body = Array(lines.lines.dropFirst(shape.headLines))
    func inputs(_ texts: [String]) -> [Input]? {
      let inputs = texts.map { place.replaced(in: input, by: $0) }
      return inputs.contains(input) ? nil : inputs
    }
    func with(_ rows: some Sequence<String>) -> String { lines.with(Array(head) + Array(rows)) }
    if [.anyOrder, .twice, .parts].contains(self), shape.isJSON || body.isEmpty { return nil }
    switch self {
    case .anyOrder:
      guard body.count > 1 else { return nil }
      return inputs([with(body.reversed())])
    case .lastLineEnd:
      return inputs([lines.isEnded ? String(text.dropLast()) : text + "\n"])
    case .windowsLineEnds: return inputs([TextChange.windowsLineEnds.apply(text)])
    case .twice: return inputs([with(body + body)])
    case .parts:
      guard body.count > 1 else { return nil }
      return inputs([with(body.prefix(body.count / 2)), with(body.dropFirst(body.count / 2))])
    case .settled:
      guard trace.output.isWhole else { return nil }
      return [place.replaced(in: input, by: trace.output.text)]
    case .noCrash: return []
    }
  }

  /// How the traces break the relation, in one line; nil if they keep it.
  ///
  /// `further` has the traces of `furtherInputs`, in their order.
  package func fault(of input: Input, _ trace: Trace, _ further: [Trace]) -> String? {
    if let crash = ([trace] + further).first(where: { $0.kind == .crashed }) {
      return "it crashed (\(crash.ending))"
    }
    guard self != .noCrash, !further.contains(where: { $0.kind == .unfinished }) else { return nil }
    if let refusal = further.first(where: { $0.kind == .refused }) {
      return "it refused (\(refusal.ending))"
    }
    switch self {
    case .anyOrder, .lastLineEnd, .windowsLineEnds, .settled:
      return further.first.flatMap { difference(trace.output, $0.output) }
    case .twice:
      return further.first.flatMap {
        DoubledCounts.fault(trace.output.text, $0.output.text, words: input)
      }
    case .parts:
      return difference(
        trace.output, CapturedText(further.map(\.output.text).joined()))
    case .noCrash: return nil
    }
  }

  private func difference(_ one: CapturedText, _ other: CapturedText) -> String? {
    let (first, second) = (one.lines, other.lines)
    guard first != second else { return nil }
    let same = zip(first, second).prefix { $0 == $1 }.count
    func line(_ lines: [Substring]) -> String {
      same < lines.count ? "\"\(lines[same].prefix(120))\"" : "no line"
    }
    return "line \(same + 1) of the output: \(line(first)), then \(line(second))"
  }
}
