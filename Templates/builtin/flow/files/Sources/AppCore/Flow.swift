import Kit

/// Boxes with arrows between them, read from lines such as `a -> b`.
public struct Flow: Sendable, Equatable {
  /// In the order in which they occur.
  public private(set) var names: [String] = []
  /// From and to, by their places in `names`.
  public private(set) var arrows: [[Int]] = []

  public init(_ text: String) throws(InputError) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      let sides = line.replacing("→", with: "->").split(
        separator: "->", omittingEmptySubsequences: false
      ).map { $0.drop(while: \.isWhitespace) }
      let words = sides.map { side in
        String(side.reversed().drop(while: \.isWhitespace).reversed())
      }
      guard words.allSatisfy({ !$0.isEmpty }) else {
        throw InputError("line \(number + 1): an arrow needs a name on both sides")
      }
      let places = words.map { place(of: $0) }
      for (from, to) in zip(places, places.dropFirst()) where !arrows.contains([from, to]) {
        arrows.append([from, to])
      }
    }
    guard !names.isEmpty else { throw InputError("there is nothing to draw") }
  }

  private mutating func place(of name: String) -> Int {
    if let known = names.firstIndex(of: name) { return known }
    names.append(name)
    return names.count - 1
  }

  /// The names in rows: each a row below the nearest one that leads to it; circles begin with their first name.
  var rows: [[Int]] {
    var row = [Int?](repeating: nil, count: names.count)
    let led = Set(arrows.filter { $0[0] != $0[1] }.map { $0[1] })
    let starts = names.indices.filter { !led.contains($0) } + Array(names.indices)
    for start in starts where row[start] == nil {
      row[start] = 0
      var waiting = [start]
      while !waiting.isEmpty {
        let next = waiting.removeFirst()
        for arrow in arrows where arrow[0] == next && row[arrow[1]] == nil {
          row[arrow[1]] = (row[next] ?? 0) + 1
          waiting.append(arrow[1])
        }
      }
    }
    let last = row.compactMap { $0 }.max() ?? 0
    return (0...last).map { level in names.indices.filter { row[$0] == level } }
  }

  public var picture: Picture {
    let rows = rows
    let width = 40 + 200 * Double(rows.map(\.count).max() ?? 1)
    let height = 20 + 120 * Double(rows.count)
    var picture = Picture(
      "Flow diagram",
      about: "\(names.count) \(names.count == 1 ? "box" : "boxes"), "
        + "\(arrows.count) \(arrows.count == 1 ? "arrow" : "arrows")",
      width: width, height: height)
    var places: [Int: (x: Double, y: Double)] = [:]
    for (level, row) in rows.enumerated() {
      let left = width / 2 - Double(row.count) * 100
      for (index, name) in row.enumerated() {
        places[name] = (left + Double(index) * 200 + 100, 30 + Double(level) * 120)
      }
    }
    // Below the boxes, so that an arrow over several rows crosses no words.
    for arrow in arrows {
      guard let from = places[arrow[0]], let to = places[arrow[1]] else { continue }
      if from.y < to.y {
        picture.arrow(from: (from.x, from.y + 60), to: (to.x, to.y))
      } else if from.y > to.y {
        picture.arrow(from: (from.x + 30, from.y), to: (to.x + 30, to.y + 60), colour: 1)
      } else if from.x != to.x {
        let side = from.x < to.x ? 80.0 : -80.0
        picture.arrow(from: (from.x + side, from.y + 30), to: (to.x - side, to.y + 30))
      } else {
        picture.circle(x: from.x + 80, y: from.y, radius: 10, colour: 1)
      }
    }
    for (index, name) in names.enumerated() {
      guard let place = places[index] else { continue }
      picture.box(
        name, x: place.x - 80, y: place.y, width: 160, height: 60, colour: index,
        .appears(after: min(3, Double(index) * 0.15)))
    }
    return picture
  }
}
