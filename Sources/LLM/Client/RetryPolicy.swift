import Foundation

/// When a failed request is sent again: only failures that pass, and never after something was shown.
///
/// None of the APIs knows idempotency keys, so a request that was sent may be billed although its
/// answer was lost; such a failure is repeated once at most.
package struct RetryPolicy: Sendable, Equatable {
  /// How many requests are sent at most, the first one included.
  package var attempts = 4
  /// The wait before the second request, in seconds; doubled each time.
  package var firstWait = 0.5
  /// The longest wait that is chosen here, in seconds.
  package var longestChosenWait = 8.0
  /// The longest wait that a server may ask for, in seconds; above it the request fails at once.
  package var longestWait = 120.0

  /// The wait between requests while the server loads the model, and how many of them at most.
  package var loadingWait = 2.0
  package var loadingAttempts = 90

  package init(attempts: Int = 4) { self.attempts = attempts }

  enum Decision: Equatable {
    case again(after: Double)
    case no
    /// The server asks for a wait that is too long, in seconds.
    case tooLong(Double)
  }

  /// What to do after request number `attempt` (from 1) failed.
  ///
  /// `jitter`, from 0 to 1, is how much of the shortening by up to a quarter is used.
  func decide(after failure: ExchangeFailure, attempt: Int, now: Date = .now, jitter: Double)
    -> Decision
  {
    if case .problem(let problem, _) = failure, problem.isLoading {
      return attempt < loadingAttempts ? .again(after: loadingWait) : .no
    }
    let (most, headers) = repeats(of: failure)
    var asked = Self.askedWait(headers, now: now)
    if case .problem(let problem, _) = failure { asked = asked ?? problem.retryAfter }
    if most > 0, let asked, asked > longestWait { return .tooLong(asked) }
    guard attempt <= most, attempt < attempts else { return .no }
    let chosen = min(firstWait * pow(2, Double(attempt - 1)), longestChosenWait)
    return .again(after: asked ?? chosen * (1 - 0.25 * jitter))
  }

  /// How often a failure may be repeated at all, and the headers that came with it.
  private func repeats(of failure: ExchangeFailure) -> (Int, [String: String]) {
    switch failure {
    case .transport(let failure):
      switch failure.kind {
      case .cannotResolve, .cannotConnect, .connectTimedOut, .tls: (2, [:])
      case .noAnswer: (1, [:])
      default: (0, [:])
      }
    case .problem(let problem, let headers):
      switch headers["x-should-retry"] {
      case "true": (.max, headers)
      case "false": (0, headers)
      default:
        if !problem.isTransient {
          (0, headers)
        } else if problem.kind == .timedOut {
          (1, headers)
        } else {
          (3, headers)
        }
      }
    case .redirect, .page, .malformed, .unfinished, .promptCut: (0, [:])
    }
  }

  /// The wait that the server asks for, in seconds: milliseconds, seconds or a date.
  static func askedWait(_ headers: [String: String], now: Date) -> Double? {
    if let text = headers["retry-after-ms"], let wait = Double(text), wait >= 0 {
      return wait / 1000
    }
    guard let text = headers["retry-after"] else { return nil }
    if let wait = Double(text) { return wait >= 0 ? wait : nil }
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "GMT")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
    return format.date(from: text).map { max(0, $0.timeIntervalSince(now)) }
  }
}
