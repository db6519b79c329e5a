/// The part of a limit that is left for one call; pure arithmetic.
struct Allowance: Equatable {
  /// Settled calls and reservations of calls under way, in the unit of the limit.
  struct Used: Equatable {
    var settled: Double
    var reserved: Double
  }

  enum Room: Equatable {
    /// So much of the call fits: tokens of output, or seconds.
    case fits(outputTokens: Int, seconds: Double)
    /// It would fit once the calls under way have ended and used nothing.
    case later
    case never
  }

  /// An answer of fewer tokens helps nobody: a call that could have no more is not made.
  static let leastOutput = 256
  static let leastSeconds = 1.0

  static func answer(
    _ amount: SpendingLimit.Amount, used: Used, for call: CallEstimate
  ) -> Room {
    switch amount {
    case .tokens(let limit):
      return tokens(
        Double(limit) - used.settled - Double(call.inputTokens), reserved: used.reserved, call)
    case .dollars(let limit):
      // Calls without a price cannot be counted in dollars.
      guard let input = call.inputUSD, let each = call.outputTokenUSD else {
        return .fits(outputTokens: call.outputTokens, seconds: call.seconds)
      }
      let room = limit - used.settled - input
      guard each > 0 else {
        return tokens(room >= 0 ? .infinity : -1, reserved: 0, call)
      }
      return tokens(room / each, reserved: used.reserved / each, call)
    case .seconds(let limit):
      let least = min(call.seconds, leastSeconds)
      let room = limit - used.settled
      if room - used.reserved >= least {
        return .fits(
          outputTokens: call.outputTokens, seconds: min(call.seconds, room - used.reserved))
      }
      return room >= least ? .later : .never
    }
  }

  private static func tokens(_ room: Double, reserved: Double, _ call: CallEstimate) -> Room {
    let least = Double(min(call.outputTokens, leastOutput))
    // Sums of dollars are binary fractions: a millionth of a token is no overshoot.
    let free = room - reserved + 1e-6
    if free >= least {
      return .fits(
        outputTokens: Int(min(free, Double(call.outputTokens))), seconds: call.seconds)
    }
    return room + 1e-6 >= least ? .later : .never
  }
}
