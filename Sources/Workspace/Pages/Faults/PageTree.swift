/// The elements of a page, in the order of their start tags, each with its parent.
///
/// Linear in the page's length: an end tag looks at no more than the elements that are open, and no more than 256 may be.
struct PageTree {
  struct Element {
    var name: String
    var attributes: [PageAttribute]
    /// Its place in `elements`; nil for the outermost.
    var parent: Int?
    /// Whether it is SVG or in SVG.
    var isDrawing: Bool
    /// The text directly in it.
    var text = ""

    /// The value of an attribute; nil if it is not there.
    subscript(_ name: String) -> String? {
      attributes.first { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) }
    }

    var classes: [Substring] { (self["class"] ?? "").split(whereSeparator: \.isWhitespace) }
  }

  private(set) var elements: [Element] = []
  /// Why it is not well-formed.
  private(set) var faults: [String] = []
  /// The elements that are open, the innermost last.
  private var open: [Int] = []
  private let isPicture: Bool

  private static let deepest = 256
  private static let mostElements = 50_000

  init(_ bytes: [UInt8], isPicture: Bool) {
    self.isPicture = isPicture
    if !bytes.elementsEqual(String(decoding: bytes, as: UTF8.self).utf8) {
      faults.append("it is not UTF-8")
      return
    }
    var depth = 0
    for token in PageTokens(bytes) {
      switch token {
      case .doctype: continue
      case .text(let text): add(String(decoding: text, as: UTF8.self))
      case .start(let name, let attributes, let isClosed):
        begin(name, attributes, isClosed: isClosed)
      case .end(let name): end(name)
      }
      depth = max(depth, open.count)
      guard depth <= Self.deepest, elements.count <= Self.mostElements else {
        faults.append("it has too many elements, or nests them too deeply")
        return
      }
    }
    for index in open.reversed() where isPicture || !Self.mayStayOpen.contains(elements[index].name)
    {
      faults.append("<\(elements[index].name)> is never closed")
    }
    if isPicture, faults.isEmpty { checkPicture() }
  }

  /// The elements around one, the innermost first.
  func ancestors(of index: Int) -> some Sequence<Element> {
    sequence(first: index, next: { elements[$0].parent }).dropFirst().lazy.map { elements[$0] }
  }

  /// All text in an element, but that of elements for which `isLeftOut` is true.
  func text(of index: Int, leavingOut isLeftOut: (Element) -> Bool = { _ in false }) -> String {
    var inside: Set<Int> = [index]
    var text = elements[index].text
    for (number, element) in elements.enumerated().dropFirst(index + 1) {
      guard let parent = element.parent, inside.contains(parent) else {
        // Elements that come after the last one inside begin further out.
        if element.parent ?? -1 < index { break }
        continue
      }
      guard !isLeftOut(element) else { continue }
      inside.insert(number)
      text += " " + element.text
    }
    return text
  }

  private mutating func begin(_ name: String, _ attributes: [PageAttribute], isClosed: Bool) {
    let isDrawing = isPicture || name == "svg" || open.last.map { elements[$0].isDrawing } == true
    if !isDrawing {
      // A new row, cell, item or paragraph ends the one before.
      while let last = open.last, Self.ends(elements[last].name, before: name) { open.removeLast() }
    }
    elements.append(
      Element(name: name, attributes: attributes, parent: open.last, isDrawing: isDrawing))
    guard !(isDrawing && isClosed), isPicture || isDrawing || !Self.void.contains(name) else {
      return
    }
    open.append(elements.count - 1)
  }

  private mutating func end(_ name: String) {
    guard isPicture || !Self.void.contains(name), name != "p" || opened(name) != nil else { return }
    guard let place = opened(name) else {
      faults.append("</\(name)> closes nothing")
      return
    }
    for index in open[(place + 1)...]
    where isPicture || elements[index].isDrawing || !Self.mayStayOpen.contains(elements[index].name)
    {
      faults.append("</\(name)> comes before the end of <\(elements[index].name)>")
    }
    open.removeSubrange(place...)
  }

  private func opened(_ name: String) -> Int? { open.lastIndex { elements[$0].name == name } }

  private mutating func add(_ text: String) {
    guard let last = open.last else {
      if isPicture, text.contains(where: { !$0.isWhitespace && $0 != "\u{FEFF}" }) {
        faults.append("there is text outside of <svg>")
      }
      return
    }
    elements[last].text += text
    if isPicture, !["style", "script"].contains(elements[last].name) {
      if text.contains("<") { faults.append("a < in a text is not written as &lt;") }
      if Self.hasBareAmpersand(text) { faults.append("an & in a text is not written as &amp;") }
    }
  }

  /// What only a file of its own needs.
  private mutating func checkPicture() {
    guard let root = elements.first, root.name == "svg" else {
      faults.append("it does not begin with <svg>")
      return
    }
    if root["xmlns"] != "http://www.w3.org/2000/svg" {
      faults.append(
        "<svg> lacks xmlns=\"http://www.w3.org/2000/svg\", so that a browser shows its text")
    }
    if elements.dropFirst().contains(where: { $0.parent == nil }) {
      faults.append("there is more than one element outermost")
    }
  }

  /// Whether an `&` begins no character reference.
  private static func hasBareAmpersand(_ text: String) -> Bool {
    text.split(separator: "&", omittingEmptySubsequences: false).dropFirst().contains { rest in
      let name = rest.prefix { $0 != ";" }
      guard name.count < rest.count, name.count <= 10 else { return true }
      if name.first == "#" { return !name.dropFirst().allSatisfy { $0.isHexDigit || $0 == "x" } }
      return !["amp", "lt", "gt", "quot", "apos"].contains(String(name))
    }
  }

  private static let void: Set = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
  ]

  /// Elements of HTML whose end tag may be left out.
  private static let mayStayOpen: Set = [
    "html", "head", "body", "p", "li", "dt", "dd", "option", "optgroup", "rt", "rp", "tr", "td",
    "th", "thead", "tbody", "tfoot", "colgroup", "caption",
  ]

  /// Whether the start of one element ends another that is open.
  private static func ends(_ open: String, before next: String) -> Bool {
    switch open {
    case "p":
      [
        "p", "div", "ul", "ol", "dl", "table", "section", "article", "h1", "h2", "h3", "h4", "h5",
        "h6", "pre", "blockquote", "form", "figure", "header", "footer", "nav", "main", "aside",
        "details", "hr", "address", "fieldset", "li", "td", "th", "tr",
      ].contains(next)
    case "li": next == "li"
    case "dt", "dd": next == "dt" || next == "dd"
    case "option": next == "option" || next == "optgroup"
    case "td", "th": ["td", "th", "tr", "tbody", "tfoot"].contains(next)
    case "tr": ["tr", "tbody", "tfoot"].contains(next)
    case "thead", "tbody": ["tbody", "tfoot"].contains(next)
    case "head": next == "body"
    default: false
    }
  }
}
