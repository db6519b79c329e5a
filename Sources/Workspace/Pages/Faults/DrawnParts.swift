/// Whether something is drawn, whether it is drawn inside of its view, and whether pictures say what they are.
enum DrawnParts {
  private static let shapes: Set = [
    "rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text", "image", "use",
  ]
  /// What is in these is drawn elsewhere, or not.
  private static let unseen: Set = [
    "defs", "clippath", "mask", "marker", "pattern", "symbol", "lineargradient", "radialgradient",
    "filter", "metadata", "title", "desc", "style", "foreignobject",
  ]

  static func faults(in tree: PageTree, isPicture: Bool) -> [String] {
    var faults: [String] = []
    for (index, element) in tree.elements.enumerated()
    where element.name == "svg" && !tree.ancestors(of: index).contains(where: \.isDrawing) {
      faults += self.faults(ofPicture: index, in: tree)
    }
    guard !isPicture else { return faults }
    let body = tree.elements.firstIndex { $0.name == "body" } ?? 0
    let hasText =
      tree.elements.indices.contains(body)
      && tree.elements[body...].contains {
        !["style", "script", "title", "head"].contains($0.name)
          && $0.text.contains { !$0.isWhitespace }
      }
    let hasPicture = tree.elements.contains { $0.name == "svg" || $0.name == "img" }
    if !hasText, !hasPicture { faults.append("the page shows nothing") }
    let title = tree.elements.first { $0.name == "title" && !$0.isDrawing }
    if title?.text.contains(where: { !$0.isWhitespace }) != true {
      faults.append("the page has no <title>")
    }
    return faults
  }

  private static func faults(ofPicture root: Int, in tree: PageTree) -> [String] {
    var faults: [String] = []
    let svg = tree.elements[root]
    var bounds = DrawnBounds(svg)
    var isDrawn = false
    var hasTitle = svg["aria-label"]?.isEmpty == false || svg["aria-labelledby"] != nil
    let isDecoration = svg["aria-hidden"] == "true" || svg["role"] == "presentation"
    // Elements in what is not drawn here.
    var skipped: Set<Int> = []
    for (index, element) in tree.elements.enumerated().dropFirst(root + 1) {
      guard let parent = element.parent, parent >= root else { break }
      if element.name == "title", parent == root {
        hasTitle = hasTitle || element.text.contains { !$0.isWhitespace }
      }
      if skipped.contains(parent) || unseen.contains(element.name) || element.name == "svg" {
        skipped.insert(index)
        if element.name == "svg" { isDrawn = true }
        continue
      }
      if shapes.contains(element.name) { isDrawn = true }
      bounds.enter(element, at: index, in: tree)
      if let fault = bounds.fault(of: element, at: index, in: tree), faults.count < 3 {
        faults.append(fault)
      }
    }
    if !isDrawn { faults.insert("a picture has no shape and no text", at: 0) }
    if !hasTitle, !isDecoration {
      faults.append("a picture has no <title> that says what it shows")
    }
    return faults
  }
}
