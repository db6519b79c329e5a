/// Makes an input smaller as long as it still shows what it must show.
///
/// Lines are taken out first: half of them, a quarter, and so on to single ones (delta debugging after Zeller). Then
/// cells are emptied.
package enum Shrinking {
  /// The smallest input found.
  ///
  /// At most `tries` inputs are run. `shows` runs the programs on one and says whether it still shows the difference.
  package static func smallest(
    of input: Input, tries: Int, shows: (Input) async throws -> Bool
  ) async rethrows -> Input {
    var best = input
    var left = tries
    var isSmaller = true
    while isSmaller, left > 0 {
      isSmaller = false
      for candidate in smaller(best) where left > 0 {
        left -= 1
        guard try await shows(candidate) else { continue }
        best = candidate
        isSmaller = true
        break
      }
    }
    return best
  }

  /// Inputs that are one step smaller, the smallest first.
  package static func smaller(_ input: Input) -> [Input] {
    let texts = TextPlace.all(of: input)
    var inputs = texts.flatMap { place in
      withoutLines(place.text(of: input)).map { place.replaced(in: input, by: $0) }
    }
    inputs += texts.flatMap { place in
      withoutCells(place.text(of: input)).map { place.replaced(in: input, by: $0) }
    }
    if !input.before.isEmpty {
      inputs += input.before.indices.map { index in
        var other = input
        other.before.remove(at: index)
        return other
      }
    }
    return inputs.filter { $0.size < input.size }
  }

  private static func withoutLines(_ text: String) -> [String] {
    let lines = TextLines(text)
    var texts: [String] = []
    var length = lines.lines.count
    while length > 0 {
      for start in stride(from: 0, to: lines.lines.count, by: length) {
        var fewer = lines
        fewer.lines.removeSubrange(start..<min(start + length, lines.lines.count))
        texts.append(fewer.text)
      }
      length /= 2
    }
    return texts
  }

  /// Lines with one of their cells emptied, for up to twelve lines.
  private static func withoutCells(_ text: String) -> [String] {
    let lines = TextLines(text)
    guard lines.lines.count <= mostLinesWithCells else { return [] }
    return lines.lines.indices.flatMap { index in
      let cells = lines.lines[index].split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count > 1 else { return [] as [String] }
      return cells.indices.filter { !cells[$0].isEmpty }.map { cell in
        var emptied = cells
        emptied[cell] = ""
        var changed = lines
        changed.lines[index] = emptied.joined(separator: ",")
        return changed.text
      }
    }
  }

  /// Lines of a question to a person.
  package static let mostLinesWithCells = 12
}
