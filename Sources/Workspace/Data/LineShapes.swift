/// The kinds of lines in a log: what stays of a line when its numbers and ids are left out.
enum LineShapes {
  private static let most = 8
  private static let characters = 90

  /// One line for each of the most frequent kinds, in order of appearance, with how often it occurs:
  /// `60 × # INFO request start id=# GET /#`.
  static func counted(in lines: [Substring], redacts: Bool) -> [String] {
    var counts: [String: Int] = [:]
    var order: [String] = []
    for line in lines.prefix(2_000) {
      let shape = shape(of: line)
      if counts[shape, default: 0] == 0 { order.append(shape) }
      counts[shape, default: 0] += 1
    }
    let frequent = Set(
      order.enumerated().sorted { a, b in
        let (first, second) = (counts[a.element, default: 0], counts[b.element, default: 0])
        return first == second ? a.offset < b.offset : first > second
      }.prefix(most).map(\.element))
    var texts = order.filter(frequent.contains).map { shape in
      "\(counts[shape, default: 0]) × \(redacts ? Redaction.redacted(shape) : shape)"
    }
    if order.count > frequent.count { texts.append("\(order.count - frequent.count) other kinds") }
    return texts
  }

  /// The line with `#` in place of every run of letters and digits that has a digit in it.
  static func shape(of line: Substring) -> String {
    let words = line.split(separator: " ").map { word in
      var shape = ""
      var run = ""
      func close() -> String { run.contains { $0.isNumber } ? "#" : run }
      for character in word {
        if character.isLetter || character.isNumber {
          run.append(character)
        } else {
          shape += close()
          run = ""
          shape.append(character)
        }
      }
      shape += close()
      // Dates, times and addresses are one thing.
      return shape.filter { $0 == "#" }.count > 2 && !shape.contains { $0.isLetter } ? "#" : shape
    }
    let text = words.joined(separator: " ")
    return text.count > characters ? text.prefix(characters - 1) + "…" : text
  }
}
