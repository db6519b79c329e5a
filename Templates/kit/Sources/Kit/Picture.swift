/// How a shape of a picture moves; people who asked for less motion see it still, in its place.
public enum Motion: Sendable, Equatable {
  /// Fades in after so many seconds.
  case appears(after: Double)
  /// A line is drawn along its way.
  case draws(after: Double, seconds: Double)
  /// A bar grows, from its left end or from its foot.
  case widens(after: Double)
  case rises(after: Double)
  /// To and fro, for ever.
  case moves(x: Double, y: Double, seconds: Double)
  case turns(seconds: Double)
  case pulses(seconds: Double)
}

/// One self-contained SVG: shapes, arrows and texts that carry their meaning in light and dark, still or moving.
public struct Picture: Sendable {
  /// Which side of a text lies at its `x`.
  public enum Side: String, Sendable {
    case start, middle, end
  }

  public let width: Double
  public let height: Double
  private let title: String
  private let about: String
  private var parts: [String] = []

  /// What it is called and what it shows, in one sentence, are read to those who cannot see it; its units are its
  /// own: it is shown as large as there is room.
  public init(_ title: String, about: String, width: Double = 800, height: Double = 600) {
    self.title = title
    self.about = about
    self.width = max(1, width.isFinite ? width : 1)
    self.height = max(1, height.isFinite ? height : 1)
  }

  /// A rectangle; `colour` from 0 to 5, nil for the ground of cards.
  public mutating func rect(
    x: Double, y: Double, width: Double, height: Double, colour: Int? = 0, round: Double = 6,
    _ motion: Motion? = nil
  ) {
    add(
      "<rect class=\"\(Self.fill(colour))\" x=\"\(at(x))\" y=\"\(at(y))\" width=\"\(at(max(0, width)))\" "
        + "height=\"\(at(max(0, height)))\" rx=\"\(at(round))\"/>", motion)
  }

  public mutating func circle(
    x: Double, y: Double, radius: Double, colour: Int? = 0, _ motion: Motion? = nil
  ) {
    add(
      "<circle class=\"\(Self.fill(colour))\" cx=\"\(at(x))\" cy=\"\(at(y))\" r=\"\(at(max(0, radius)))\"/>",
      motion)
  }

  /// A line through these points, in colour or in that of soft text.
  public mutating func line(
    _ points: [(x: Double, y: Double)], colour: Int? = nil, thick: Double = 2,
    _ motion: Motion? = nil
  ) {
    let way = points.map { "\(at($0.x)),\(at($0.y))" }.joined(separator: " ")
    add(
      "<polyline class=\"line \(Self.stroke(colour))\" points=\"\(way)\" stroke-width=\"\(at(thick))\" "
        + "pathLength=\"1\"/>", motion)
  }

  /// A straight line with a point at its end.
  public mutating func arrow(
    from start: (x: Double, y: Double), to end: (x: Double, y: Double), colour: Int? = nil,
    _ motion: Motion? = nil
  ) {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0, length.isFinite else { return }
    let (ux, uy) = (dx / length, dy / length)
    let size = min(11, length / 2)
    let foot = (x: end.x - ux * size, y: end.y - uy * size)
    line([start, foot], colour: colour, motion)
    let tip = [
      end, (foot.x - uy * size / 2, foot.y + ux * size / 2),
      (foot.x + uy * size / 2, foot.y - ux * size / 2),
    ].map { "\(at($0.0)),\(at($0.1))" }.joined(separator: " ")
    let after: Motion? =
      if case .draws(let start, let seconds) = motion { .appears(after: start + seconds) } else {
        motion
      }
    add(
      "<polygon class=\"\(colour.map { "c\(Self.index($0))" } ?? "soft")\" points=\"\(tip)\"/>",
      after)
  }

  /// A text, broken between words where `width` is given; `y` is the foot of its first line.
  public mutating func text(
    _ text: String, x: Double, y: Double, size: Double = 16, side: Side = .start,
    bold: Bool = false,
    colour: Int? = nil, width: Double? = nil, _ motion: Motion? = nil
  ) {
    let lines = width.map { wrapped(text, width: Self.letters(in: $0, size: size)) } ?? [text]
    let spans = lines.enumerated().map { number, line in
      "<tspan x=\"\(at(x))\" y=\"\(at(y + Double(number) * size * 1.3))\">\(html(line))</tspan>"
    }
    add(
      "<text class=\"\(colour.map { "c\(Self.index($0))" } ?? "ink")\" font-size=\"\(at(size))\" "
        + "text-anchor=\"\(side.rawValue)\"\(bold ? " font-weight=\"600\"" : "")>\(spans.joined())</text>",
      motion)
  }

  /// A box with words in its middle, as large as they need up to its size.
  public mutating func box(
    _ words: String, x: Double, y: Double, width: Double, height: Double, colour: Int = 0,
    _ motion: Motion? = nil
  ) {
    var size = 16.0
    var lines = wrapped(words, width: Self.letters(in: width - 20, size: size))
    while size > 9, Double(lines.count) * size * 1.3 > height - 12 {
      size -= 1
      lines = wrapped(words, width: Self.letters(in: width - 20, size: size))
    }
    let first = y + height / 2 - Double(lines.count - 1) * size * 0.65 + size * 0.35
    let spans = lines.enumerated().map { number, line in
      "<tspan x=\"\(at(x + width / 2))\" y=\"\(at(first + Double(number) * size * 1.3))\">\(html(line))</tspan>"
    }
    add(
      "<rect class=\"card \(Self.stroke(colour))\" x=\"\(at(x))\" y=\"\(at(y))\" width=\"\(at(max(0, width)))\" "
        + "height=\"\(at(max(0, height)))\" rx=\"8\" stroke-width=\"2\"/>"
        + "<text class=\"ink\" font-size=\"\(at(size))\" text-anchor=\"middle\">\(spans.joined())</text>",
      motion)
  }

  /// Shapes of your own as SVG; every text in it must have gone through `html(_:)`.
  public mutating func draw(_ markup: String, _ motion: Motion? = nil) { add(markup, motion) }

  /// The whole picture: a file of its own, or a part of a page or of a slide.
  public var markup: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 \(at(width)) \(at(height))" role="img">
    <title>\(html(title))</title>
    <desc>\(html(about))</desc>
    <style>\(Self.style)</style>
    <rect class="ground" width="\(at(width))" height="\(at(height))"/>
    \(parts.joined(separator: "\n"))
    </svg>

    """
  }

  /// Writes the picture completely, or throws, and returns its path.
  public func write(to path: String) throws(InputError) -> String {
    try writeText(markup, to: path)
  }

  /// How many columns of letters surely fit into a width.
  public static func letters(in width: Double, size: Double) -> Int {
    let count = width / (max(1, size) * 0.62)
    return count.isFinite ? max(1, Int(min(count, 1e6))) : 1
  }

  private mutating func add(_ markup: String, _ motion: Motion?) {
    parts.append(
      motion.map { "<g class=\"\($0.name)\" style=\"\($0.style)\">\(markup)</g>" } ?? markup)
  }

  private static func index(_ colour: Int) -> Int { ((colour % 6) + 6) % 6 }
  private static func fill(_ colour: Int?) -> String { colour.map { "c\(index($0))" } ?? "card" }
  private static func stroke(_ colour: Int?) -> String { colour.map { "l\(index($0))" } ?? "faint" }

  private static let style = """

    .picture{\(Palette.light);font-family:system-ui,sans-serif;max-width:100%;height:auto}
    @media(prefers-color-scheme:dark){.picture{\(Palette.dark)}}
    .picture .ground{fill:var(--paper)}.picture .card{fill:var(--card)}.picture .ink{fill:var(--ink)}
    .picture .soft{fill:var(--soft)}.picture .faint{stroke:var(--soft)}.picture .line{fill:none}
    .picture g{transform-box:fill-box}.picture .turns,.picture .pulses{transform-origin:center}
    .picture .rises{transform-origin:bottom}.picture .widens{transform-origin:left}
    .picture .draws .line{stroke-dasharray:1}\(Palette.classes)
    @media(prefers-reduced-motion:no-preference){
    .picture .appears{animation:appears .6s ease-out var(--after) backwards}
    .picture .draws .line{animation:draws var(--long) ease-in-out var(--after) backwards}
    .picture .widens{animation:widens .8s ease-out var(--after) backwards}
    .picture .rises{animation:rises .8s ease-out var(--after) backwards}
    .picture .moves{animation:moves var(--long) ease-in-out infinite alternate}
    .picture .turns{animation:turns var(--long) linear infinite}
    .picture .pulses{animation:pulses var(--long) ease-in-out infinite}}
    @keyframes appears{from{opacity:0}}@keyframes draws{from{stroke-dashoffset:1}}
    @keyframes widens{from{transform:scaleX(0)}}@keyframes rises{from{transform:scaleY(0)}}
    @keyframes moves{to{transform:translate(var(--x),var(--y))}}
    @keyframes turns{to{transform:rotate(360deg)}}@keyframes pulses{50%{transform:scale(1.15)}}

    """
}

/// A place in a picture: at most one digit behind the point, nothing that is no number.
private func at(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e9 else { return "0" }
  let tenths = Int((value * 10).rounded())
  return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
}

extension Motion {
  /// The class of the style that moves it.
  fileprivate var name: String {
    switch self {
    case .appears: "appears"
    case .draws: "draws"
    case .widens: "widens"
    case .rises: "rises"
    case .moves: "moves"
    case .turns: "turns"
    case .pulses: "pulses"
    }
  }

  fileprivate var style: String {
    switch self {
    case .appears(let after), .widens(let after), .rises(let after): "--after:\(at(after))s"
    case .draws(let after, let seconds): "--after:\(at(after))s;--long:\(at(seconds))s"
    case .moves(let x, let y, let seconds):
      "--x:\(at(x))px;--y:\(at(y))px;--long:\(at(seconds))s"
    case .turns(let seconds), .pulses(let seconds): "--long:\(at(seconds))s"
    }
  }
}
