import LLM
import Testing

@testable import Events
@testable import Generation

/// What ends a session, and how it is told.
@Suite struct StopTests {
  struct Other: Error, CustomStringConvertible {
    var description: String { "the disk is full" }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var error: any Error
    var isStopping = false
    var isCancelled = false
    var reason: StopReason
    var message: String?
    var keepsError = false

    var testDescription: String { "\(error)" }
  }

  static let model = ModelError(kind: .badKey, message: "No.", advice: "Set a key.")

  @Test(arguments: [
    Case(
      error: DeadlineReached(limit: 60, unfinished: "the check had not ended"), reason: .time,
      message: "60 seconds were used up: the check had not ended. --timeout gives it longer."),
    Case(error: LimitReached("Paused."), reason: .budget, message: "Paused."),
    Case(error: CancellationError(), isCancelled: true, reason: .interrupted),
    Case(
      error: CancellationError(), isStopping: true, reason: .interrupted,
      message: "You stopped it."),
    Case(error: model, reason: .model, message: model.description, keepsError: true),
    Case(error: model, isCancelled: true, reason: .interrupted),
    Case(error: Other(), reason: .failure, message: "the disk is full", keepsError: true),
  ]) func isToldByItsError(_ example: Case) {
    let stop = Stop(
      example.error, isStopping: example.isStopping, isCancelled: example.isCancelled)
    #expect(stop.reason == example.reason)
    #expect(stop.message == example.message)
    #expect((stop.error != nil) == example.keepsError)
  }
}
