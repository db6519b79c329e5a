package import LLM
import Synchronization

/// A model that answers as a recording has it, and notes where it is asked something else now.
package final class ReplayModel: LanguageModel {
  package let name: String
  private let calls: [RecordedSession.Call]
  /// Reads what came over HTTP, with its answers played; nil where nothing did.
  private let reader: (any LanguageModel)?
  private let player: ExchangePlayer
  private let state = Mutex(State())

  private struct State {
    var next = 0
    var drift: [RequestDrift] = []
  }

  package init(
    _ recording: RecordedSession, reader: (any LanguageModel)?, player: ExchangePlayer
  ) {
    name = recording.start.model
    calls = recording.calls
    self.reader = reader
    self.player = player
  }

  /// Where requests differed from the recorded ones.
  package var drift: [RequestDrift] { state.withLock { $0.drift } }
  /// Calls that were answered so far.
  package var answered: Int { state.withLock { min($0.next, calls.count) } }

  package func respond(to request: ModelRequest) -> AsyncThrowingStream<ModelEvent, any Error> {
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    guard number <= calls.count else {
      return AsyncThrowingStream { $0.finish(throwing: RecordingEnded(calls: calls.count)) }
    }
    let call = calls[number - 1]
    if let drift = RequestDrift(call: number, recorded: call.request, now: request) {
      state.withLock { $0.drift.append(drift) }
    }
    if let reader, !call.exchanges.isEmpty {
      player.load(call.exchanges)
      return reader.respond(to: request)
    }
    return Self.play(call.answer ?? RecordedAnswer())
  }

  private static func play(_ answer: RecordedAnswer) -> AsyncThrowingStream<ModelEvent, any Error> {
    AsyncThrowingStream { continuation in
      for piece in answer.pieces {
        continuation.yield(piece.reasoning ? .reasoning(piece.text) : .text(piece.text))
      }
      if let finished = answer.finished { continuation.yield(.finished(finished)) }
      continuation.finish(
        throwing: answer.failure.map {
          ModelError(kind: $0.kind, message: $0.message, advice: $0.advice)
        })
    }
  }
}

/// The session asks for more than was recorded.
package struct RecordingEnded: Error, Equatable, CustomStringConvertible {
  package var calls: Int

  package var description: String { "The recording ends after \(calls) calls of the model." }
}

/// Where a request differs from the one that was recorded: the prompt has changed since.
package struct RequestDrift: Codable, Sendable, Equatable, CustomStringConvertible {
  /// The number of the call, from 1.
  package var call: Int
  /// `system`, or `message` and its number.
  package var part: String
  /// The first line that differs, from 1.
  package var line: Int
  package var recorded: String
  package var now: String

  package var description: String {
    "request \(call) differs from the recorded one in \(part), line \(line): recorded “\(recorded)”, "
      + "now “\(now)”"
  }

  /// The first difference; nil where both say the same.
  ///
  /// Limits are not compared: they depend on budgets.
  init?(call: Int, recorded: ModelRequest, now: ModelRequest) {
    var parts = [("system", recorded.system, now.system)]
    for index in 0..<max(recorded.messages.count, now.messages.count) {
      func text(_ messages: [Message]) -> String {
        index < messages.count ? messages[index].text : ""
      }
      parts.append(("message \(index + 1)", text(recorded.messages), text(now.messages)))
    }
    for (part, old, new) in parts {
      guard let difference = TextDifference(old, new) else { continue }
      self.call = call
      self.part = part
      line = difference.line
      self.recorded = difference.old
      self.now = difference.new
      return
    }
    return nil
  }
}
