import Foundation

/// Where the shapes of a picture lie, and whether that is inside of its view.
///
/// Places follow `translate` and `scale`; what is turned or placed by a style is not judged.
struct DrawnBounds {
  private struct Frame {
    var x = 0.0
    var y = 0.0
    var scaleX = 1.0
    var scaleY = 1.0
    /// Whether places are known.
    var isKnown = true
    var fontSize = 16.0
    var anchor = "start"
  }

  private struct Box {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double
  }

  /// What is seen; nil if the picture does not say it.
  private let view: Box?
  private var frames: [Int: Frame] = [:]

  init(_ svg: PageTree.Element) {
    let numbers = Self.numbers(svg["viewbox"] ?? "")
    if numbers.count == 4, numbers[2] > 0, numbers[3] > 0 {
      view = Box(
        left: numbers[0], top: numbers[1], right: numbers[0] + numbers[2],
        bottom: numbers[1] + numbers[3])
    } else if let width = svg["width"].flatMap(Self.length),
      let height = svg["height"].flatMap(Self.length), svg["viewbox"] == nil
    {
      view = Box(left: 0, top: 0, right: width, bottom: height)
    } else {
      view = nil
    }
  }

  /// Notes where an element's own places are counted from.
  mutating func enter(_ element: PageTree.Element, at index: Int, in tree: PageTree) {
    var frame = element.parent.flatMap { frames[$0] } ?? Frame()
    if let transform = element["transform"] { frame = Self.moved(frame, by: transform) }
    let style = element["style"] ?? ""
    if style.contains("transform") || style.contains("offset") { frame.isKnown = false }
    if let size = (element["font-size"] ?? Self.value(of: "font-size", in: style))
      .flatMap(Self.length)
    {
      frame.fontSize = size
    }
    if let anchor = element["text-anchor"] ?? Self.value(of: "text-anchor", in: style) {
      frame.anchor = anchor
    }
    frames[index] = frame
  }

  /// Why an element is not seen whole; nil if it is, or cannot be judged.
  func fault(of element: PageTree.Element, at index: Int, in tree: PageTree) -> String? {
    guard let view, let frame = frames[index], frame.isKnown,
      let box = Self.box(of: element, frame)
    else { return nil }
    let width = view.right - view.left
    let height = view.bottom - view.top
    // Lines have a width, and letters are estimated.
    let room = element.name == "text" || element.name == "tspan" ? 0.04 : 0.02
    let (x, y) = (width * room + 2, height * room + 2)
    guard
      box.left < view.left - x || box.right > view.right + x || box.top < view.top - y
        || box.bottom > view.bottom + y
    else { return nil }
    let text = element.text.onOneLine
    let what =
      text.isEmpty
      ? "<\(element.name)>" : "the text “\(text.count > 40 ? text.prefix(39) + "…" : text[...])”"
    func at(_ value: Double) -> String { "\(Int(max(-1e9, min(value, 1e9)).rounded()))" }
    return
      "\(what) reaches from \(at(box.left)),\(at(box.top)) to \(at(box.right)),\(at(box.bottom)), "
      + "outside of the view \(at(view.left)),\(at(view.top)) to \(at(view.right)),\(at(view.bottom))"
  }

  // MARK: Shapes

  private static func box(of element: PageTree.Element, _ frame: Frame) -> Box? {
    func number(_ name: String, _ other: Double? = 0) -> Double? {
      element[name].map(length) ?? other
    }
    var box: Box?
    switch element.name {
    case "rect", "image":
      if let x = number("x"), let y = number("y"), let width = number("width", nil),
        let height = number("height", nil)
      {
        box = Box(left: x, top: y, right: x + width, bottom: y + height)
      }
    case "circle", "ellipse":
      if let x = number("cx"), let y = number("cy"), let rx = number("r", nil) ?? number("rx", nil),
        let ry = number("r", nil) ?? number("ry", nil)
      {
        box = Box(left: x - rx, top: y - ry, right: x + rx, bottom: y + ry)
      }
    case "line":
      if let x1 = number("x1"), let y1 = number("y1"), let x2 = number("x2"), let y2 = number("y2")
      {
        box = around([x1, y1, x2, y2])
      }
    case "polyline", "polygon": box = around(numbers(element["points"] ?? ""))
    case "text", "tspan":
      let text = element.text.onOneLine
      guard !text.isEmpty, element.name == "text" || element["x"] != nil,
        element["dx"] == nil, element["dy"] == nil,
        let x = number("x"), let y = number("y")
      else { return nil }
      // As if all letters were narrow: a text that is outside even so is outside.
      let long = Double(text.count) * frame.fontSize * 0.4
      let left = frame.anchor == "middle" ? x - long / 2 : frame.anchor == "end" ? x - long : x
      box = Box(left: left, top: y - frame.fontSize * 0.7, right: left + long, bottom: y)
    default: return nil
    }
    return box.map { box in
      let xs = [box.left, box.right].map { frame.x + $0 * frame.scaleX }
      let ys = [box.top, box.bottom].map { frame.y + $0 * frame.scaleY }
      return Box(
        left: min(xs[0], xs[1]), top: min(ys[0], ys[1]), right: max(xs[0], xs[1]),
        bottom: max(ys[0], ys[1]))
    }
  }

  /// The box around points given as x, y, x, y; nil if there are none.
  private static func around(_ numbers: [Double]) -> Box? {
    guard numbers.count >= 2 else { return nil }
    let xs = stride(from: 0, to: numbers.count - 1, by: 2).map { numbers[$0] }
    let ys = stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }
    guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max()
    else { return nil }
    return Box(left: left, top: top, right: right, bottom: bottom)
  }

  // MARK: Values

  private static func moved(_ frame: Frame, by transform: String) -> Frame {
    var frame = frame
    for part in transform.split(separator: ")") {
      let pieces = part.split(separator: "(", maxSplits: 1)
      guard pieces.count == 2 else { continue }
      let name = pieces[0].filter { $0.isLetter }
      let values = numbers(String(pieces[1]))
      switch (name, values.count) {
      case ("translate", 1...2):
        frame.x += values[0] * frame.scaleX
        frame.y += (values.count > 1 ? values[1] : 0) * frame.scaleY
      case ("scale", 1...2):
        frame.scaleX *= values[0]
        frame.scaleY *= values.count > 1 ? values[1] : values[0]
      default: frame.isKnown = false
      }
    }
    return frame
  }

  /// A number without a unit or in pixels; nil for a share or another unit.
  static func length(_ text: String) -> Double? {
    let text = text.filter { !$0.isWhitespace }
    return Double(text.hasSuffix("px") ? String(text.dropLast(2)) : text).flatMap {
      $0.isFinite && abs($0) < 1e9 ? $0 : nil
    }
  }

  /// Numbers between blanks and commas; empty if something else is among them.
  static func numbers(_ text: String) -> [Double] {
    let parts = text.split { $0.isWhitespace || $0 == "," }
    let values = parts.compactMap { length(String($0)) }
    return values.count == parts.count ? values : []
  }

  private static func value(of name: String, in style: String) -> String? {
    for part in style.split(separator: ";") {
      let pieces = part.split(separator: ":", maxSplits: 1)
      if pieces.count == 2, pieces[0].filter({ !$0.isWhitespace }) == name {
        return pieces[1].filter { !$0.isWhitespace }
      }
    }
    return nil
  }
}
