import Kit

/// A number that is to be guessed.
public struct Game: ScreenApp, Equatable {
  static let most = __MOST__

  public private(set) var isDone = false
  private(set) var number = 1
  private(set) var guesses = 0
  private(set) var typed = ""
  private(set) var answer = ""
  private(set) var isWon = false
  private var dice: Dice

  public init(seed: UInt64) {
    dice = Dice(seed: seed)
    begin()
  }

  private mutating func begin() {
    number = Int.random(in: 1...Self.most, using: &dice)
    (guesses, typed, answer, isWon) = (0, "", "Type a number, then enter", false)
  }

  public mutating func press(_ key: Key) {
    switch key {
    case .character("q"), .escape: isDone = true
    case .character("n"): begin()
    case .backspace: typed = String(typed.dropLast())
    case .character(let digit) where "0123456789".contains(digit) && typed.count < 9 && !isWon:
      typed.append(digit)
    case .enter: guess()
    default: break
    }
  }

  private mutating func guess() {
    guard !isWon, let guess = Int(typed) else { return }
    typed = ""
    guard (1...Self.most).contains(guess) else {
      answer = "\(guess) is not from 1 to \(Self.most)"
      return
    }
    guesses += 1
    isWon = guess == number
    answer = isWon ? "\(guess) is right!" : "\(guess) is too \(guess < number ? "low" : "high")"
  }

  public func draw(on frame: inout Frame) {
    let middle = frame.height / 2
    frame.center("I think of a number from 1 to \(Self.most)", y: middle - 3, .bold)
    frame.center(answer, y: middle - 1, isWon ? .green : .yellow)
    if !isWon { frame.center("> \(typed)_", y: middle + 1) }
    frame.center("\(guesses) \(guesses == 1 ? "guess" : "guesses")", y: middle + 3, .dim)
    frame.center("digits and enter guess  n new  q quit", y: frame.height - 1, .dim)
  }
}
