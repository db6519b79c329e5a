import Kit

/// A field of fog with a treasure in it; the distance is all the player is told.
public struct Game: ScreenApp, Equatable {
  struct Place: Equatable {
    var x: Int
    var y: Int
  }

  static let width = 20
  static let height = 10

  public private(set) var isDone = false
  private(set) var player = Place(x: 0, y: 0)
  private(set) var treasure = Place(x: 0, y: 0)
  private(set) var steps = 0
  private var dice: Dice

  public init(seed: UInt64) {
    dice = Dice(seed: seed)
    begin()
  }

  var isWon: Bool { player == treasure }

  private var distance: Int { abs(player.x - treasure.x) + abs(player.y - treasure.y) }

  private mutating func begin() {
    player = Place(x: Self.width / 2, y: Self.height / 2)
    steps = 0
    repeat {
      treasure = Place(
        x: Int.random(in: 0..<Self.width, using: &dice),
        y: Int.random(in: 0..<Self.height, using: &dice))
    } while isWon
  }

  public mutating func press(_ key: Key) {
    switch key {
    case .character("q"): isDone = true
    case .character("n"): begin()
    case .up: move(0, -1)
    case .down: move(0, 1)
    case .left: move(-1, 0)
    case .right: move(1, 0)
    default: break
    }
  }

  private mutating func move(_ x: Int, _ y: Int) {
    let next = Place(x: player.x + x, y: player.y + y)
    guard !isWon, (0..<Self.width).contains(next.x), (0..<Self.height).contains(next.y) else {
      return
    }
    player = next
    steps += 1
  }

  public func draw(on frame: inout Frame) {
    let left = max(0, (frame.width - Self.width - 2) / 2)
    let top = max(0, (frame.height - Self.height - 5) / 2)
    frame.box(x: left, y: top, width: Self.width + 2, height: Self.height + 2, title: "fog")
    if isWon { frame.put("$", x: left + 1 + treasure.x, y: top + 1 + treasure.y, .yellow) }
    frame.put("@", x: left + 1 + player.x, y: top + 1 + player.y, .bold)
    frame.center(
      isWon ? "Found in \(steps) steps!" : "\(distance) away, \(steps) steps",
      y: min(top + Self.height + 3, frame.height - 2))
    frame.center("arrows move  n again  q quit", y: frame.height - 1, .dim)
  }
}
