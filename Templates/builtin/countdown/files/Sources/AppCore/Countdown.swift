import Kit

/// A clock that runs to zero.
public struct Countdown: ScreenApp, Equatable {
  public private(set) var isDone = false
  private let start: Int
  private(set) var left: Int
  private(set) var isPaused = false

  /// Begins at once; `seconds` is at least 1.
  public init(seconds: Int) {
    start = max(1, seconds)
    left = start
  }

  public var tickMilliseconds: Int? { 1000 }

  public mutating func tick() {
    if !isPaused, left > 0 { left -= 1 }
  }

  public mutating func press(_ key: Key) {
    switch key {
    case .character("q"), .escape: isDone = true
    case .character(" "): isPaused.toggle()
    case .character("r"): (left, isPaused) = (start, false)
    default: break
    }
  }

  /// As hours, minutes and seconds: `1:00:05`, `4:59`.
  var text: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes, seconds) = (left / 3600, left / 60 % 60, left % 60)
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(seconds))" : "\(minutes):\(two(seconds))"
  }

  public func draw(on frame: inout Frame) {
    let rows = Digits.rows(of: text)
    let isLarge = frame.height >= 11 && frame.width > rows[0].count
    let middle = frame.height / 2
    let style: Style = left == 0 ? .red : isPaused ? .dim : .bold
    if isLarge {
      for (index, row) in rows.enumerated() {
        frame.center(row, y: middle - 3 + index, style)
      }
    }
    frame.center(
      left == 0 ? "Time is up" : isPaused ? "\(text) paused" : text,
      y: isLarge ? middle + 3 : max(0, min(middle, frame.height - 4)))
    let width = max(0, frame.width - 2)
    frame.put(
      String(repeating: "█", count: width * left / start), x: 1, y: frame.height - 3, .green)
    frame.put("blank pauses  r restarts  q quits", x: 1, y: frame.height - 1, .dim)
  }
}
