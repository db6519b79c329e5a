/// Charts as SVG text that takes its colours from the page.
public enum Chart {
  /// Horizontal bars, one for each item, with label and value.
  public static func bars(_ items: [(label: String, value: Double)], unit: String = "") -> String {
    let rowHeight = 28.0
    // Narrow, so that a telephone shows it without making letters too small.
    let longest = items.map { columns(of: shortened($0.label, 16)) }.max() ?? 0
    let left = 14 + 7.2 * Double(longest)
    let values = items.map { columns(of: format($0.value)) + columns(of: unit) + 1 }.max() ?? 0
    let width = 480.0
    let room = max(60, width - left - 12 - 7.2 * Double(values))
    let largest = max(items.map { abs($0.value) }.max() ?? 0, .leastNonzeroMagnitude)
    var svg = ""
    for (row, item) in items.enumerated() {
      let y = Double(row) * rowHeight
      let length = max(1, abs(item.value) / largest * room)
      let value = format(item.value) + (unit.isEmpty ? "" : " " + unit)
      svg += text(left - 8, y + 18, shortened(item.label, 16), anchor: "end")
      svg += "<rect class=\"c0\" x=\"\(at(left))\" y=\"\(at(y + 5))\" width=\"\(at(length))\" "
      svg += "height=\"18\" rx=\"3\"><title>\(html(item.label)): \(html(value))</title></rect>"
      svg += text(left + length + 6, y + 18, value, anchor: "start")
    }
    return frame(width, max(rowHeight, Double(items.count) * rowHeight), svg, "bar chart")
  }

  /// One line for each series over shared labels, with axes and a legend.
  public static func lines(
    _ series: [(name: String, values: [Double])], labels: [String], unit: String = ""
  ) -> String {
    let (width, height, left, bottom, top) = (560.0, 260.0, 62.0, 34.0, 26.0)
    let all = series.flatMap(\.values).filter(\.isFinite)
    let ticks = ticks(from: min(0, all.min() ?? 0), to: max(all.max() ?? 1, 0))
    guard let low = ticks.first, let high = ticks.last, high > low else { return "" }
    func y(_ value: Double) -> Double {
      top + (1 - (value - low) / (high - low)) * (height - top - bottom)
    }
    func x(_ index: Int) -> Double {
      left + Double(index) / Double(max(1, labels.count - 1)) * (width - left - 16)
    }
    var svg = ""
    for tick in ticks {
      svg += "<line class=\"grid\" x1=\"\(at(left))\" x2=\"\(at(width - 16))\" "
      svg += "y1=\"\(at(y(tick)))\" y2=\"\(at(y(tick)))\"/>"
      svg += text(left - 8, y(tick) + 4, format(tick), anchor: "end")
    }
    let names = withoutDay(labels)
    let step = max(1, (labels.count + 5) / 6)
    for index in stride(from: 0, to: labels.count, by: step) {
      svg += text(x(index), height - 12, shortened(names[index], 12), anchor: "middle")
    }
    var place = left
    for (number, line) in series.enumerated() {
      let points = line.values.prefix(labels.count).enumerated().filter { $1.isFinite }
      let path = points.map { "\(at(x($0))),\(at(y($1)))" }.joined(separator: " ")
      svg += "<polyline class=\"l\(number % 6)\" points=\"\(path)\"/>"
      for (index, value) in points where points.count <= 40 {
        svg += "<circle class=\"c\(number % 6)\" cx=\"\(at(x(index)))\" cy=\"\(at(y(value)))\" "
        svg +=
          "r=\"3\"><title>\(html(labels[index])): \(format(value)) \(html(unit))</title></circle>"
      }
      guard series.count > 1 else { continue }
      svg +=
        "<rect class=\"c\(number % 6)\" x=\"\(at(place))\" y=\"4\" width=\"12\" height=\"12\" rx=\"2\"/>"
      let name = shortened(line.name, 24)
      svg += text(place + 18, 14, name, anchor: "start")
      place += 34 + 7.2 * Double(columns(of: name))
    }
    if series.count <= 1, !unit.isEmpty { svg += text(left, 14, unit, anchor: "start") }
    return frame(width, height, svg, "line chart")
  }

  /// Labels without the words that they all begin with, where they are too long to be told apart: of times of one
  /// day, the times.
  static func withoutDay(_ labels: [String]) -> [String] {
    guard labels.count > 1, let first = labels.first, labels.contains(where: { $0.count > 12 })
    else { return labels }
    let shared = labels.dropFirst().reduce(first[...]) {
      $0.prefix(zip($0, $1).prefix { $0 == $1 }.count)
    }
    guard let end = shared.lastIndex(where: { $0 == " " || $0 == "T" }) else { return labels }
    let dropped = first.distance(from: first.startIndex, to: end) + 1
    return labels.map { String($0.dropFirst(dropped)) }
  }

  /// Round numbers from below `low` to above `high`, four to eight of them.
  static func ticks(from low: Double, to high: Double) -> [Double] {
    guard low.isFinite, high.isFinite, high > low, high - low < 1e300 else { return [0, 1] }
    var step = 1.0
    while step < high - low { step *= 10 }
    while step >= high - low { step /= 10 }
    if let round = [step, step * 2, step * 5, step * 10].first(where: { (high - low) / $0 <= 5 }) {
      step = round
    }
    let first = (low / step).rounded(.down)
    let last = (high / step).rounded(.up)
    guard last - first <= 20 else { return [low, high] }
    return (0...Int(last - first)).map { (first + Double($0)) * step }
  }

  private static func frame(_ width: Double, _ height: Double, _ body: String, _ what: String)
    -> String
  {
    "<svg class=\"chart\" viewBox=\"0 0 \(at(width)) \(at(height))\" role=\"img\" "
      + "aria-label=\"\(what)\">\(body)</svg>"
  }

  private static func text(_ x: Double, _ y: Double, _ text: String, anchor: String) -> String {
    "<text x=\"\(at(x))\" y=\"\(at(y))\" text-anchor=\"\(anchor)\">\(html(text))</text>"
  }

  private static func at(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
  }

  private static func shortened(_ text: String, _ most: Int) -> String {
    guard columns(of: text) > most else { return text }
    var short = ""
    for character in text {
      guard columns(of: short) + character.columns < most else { break }
      short.append(character)
    }
    return short + "…"
  }
}
