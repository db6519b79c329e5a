/// Whether each slide of a deck has no more text than fits on it.
enum SlideText {
  /// Rows of text on a slide, each of so many letters: twice of what Kit lets on one before it begins the next.
  private static let rows = 18
  private static let letters = 56

  private static let blocks: Set = [
    "p", "li", "tr", "h1", "h2", "h3", "h4", "pre", "dt", "dd", "figcaption",
  ]

  static func faults(in tree: PageTree) -> [String] {
    tree.elements.indices.filter { tree.elements[$0].classes.contains("slide") }.compactMap {
      slide in
      var rows = 0
      var heading = ""
      // Elements of the slide that are read.
      var inside: Set<Int> = [slide]
      for (index, element) in tree.elements.enumerated().dropFirst(slide + 1) {
        guard let parent = element.parent, parent >= slide else { break }
        guard inside.contains(parent), !isBeside(element) else { continue }
        inside.insert(index)
        guard blocks.contains(element.name) else { continue }
        let text = tree.text(of: index) { blocks.contains($0.name) || isBeside($0) }
        let words = text.onOneLine
        if heading.isEmpty { heading = words }
        rows +=
          element.name == "pre"
          ? text.split(whereSeparator: \.isNewline).count
          : element.name == "tr" ? 1 : (words.count + letters - 1) / letters
      }
      guard rows > self.rows else { return nil }
      let name = heading.isEmpty ? "a slide" : "the slide “\(heading.prefix(40))”"
      return "\(name) has about \(rows) rows of text, and \(self.rows) fit at most"
    }
  }

  /// Notes are read elsewhere, and a drawing has its own size.
  private static func isBeside(_ element: PageTree.Element) -> Bool {
    element.name == "svg" || element.name == "nav" || element.classes.contains("notes")
  }
}
