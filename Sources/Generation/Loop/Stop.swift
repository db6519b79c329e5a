import Events
import LLM

/// Why a session ended.
struct Stop {
  var reason: StopReason
  /// One line for people; nil if the reason says it all.
  var message: String?
  /// What failed outside of the app, if that was the reason.
  var error: (any Error)?

  init(_ reason: StopReason, _ message: String? = nil) {
    self.reason = reason
    self.message = message
  }

  /// The end that an error means.
  ///
  /// - Parameters:
  ///   - error: What ended it.
  ///   - isStopping: Whether the user has asked the session to stop.
  ///   - isCancelled: Whether the session was cancelled from outside.
  init(_ error: any Error, isStopping: Bool, isCancelled: Bool) {
    switch error {
    case let deadline as DeadlineReached:
      self.init(
        .time,
        "\(Int(deadline.limit)) seconds were used up: \(deadline.unfinished). --timeout gives it longer."
      )
    case let limit as LimitReached: self.init(.budget, limit.description)
    case is CancellationError: self.init(.interrupted, isStopping ? "You stopped it." : nil)
    // A model that was cut off by the user did not fail.
    case is ModelError where isCancelled: self.init(.interrupted)
    case let failure as ModelError:
      self.init(.model, failure.description)
      self.error = failure
    default:
      self.init(.failure, "\(error)")
      self.error = error
    }
  }
}
