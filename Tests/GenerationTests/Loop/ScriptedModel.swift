import Events
import LLM
import Synchronization

/// A model that answers from a script and keeps what it was asked; the last answer is given again and again.
final class ScriptedModel: LanguageModel {
  enum Answer: Sendable {
    case says(String)
    /// The answer breaks off behind the text.
    case breaksOff(String)
    case fails(ModelError)
    /// Nothing comes until the reader goes away.
    case isSilent
  }

  let name: String
  private let state: Mutex<(answers: [Answer], requests: [ModelRequest])>

  init(_ answers: [Answer], name: String = "scripted/model") {
    self.name = name
    state = Mutex((answers, []))
  }

  /// What it was asked, in order.
  var requests: [ModelRequest] { state.withLock(\.requests) }

  func respond(to request: ModelRequest) -> AsyncThrowingStream<ModelEvent, any Error> {
    let answer = state.withLock { state in
      state.requests.append(request)
      return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
    }
    return AsyncThrowingStream { continuation in
      switch answer {
      case .says(let text):
        continuation.yield(.text(text))
        continuation.yield(.finished(Self.completion(.complete)))
        continuation.finish()
      case .breaksOff(let text):
        continuation.yield(.text(text))
        continuation.yield(.finished(Self.completion(.truncated)))
        continuation.finish()
      case .fails(let error): continuation.finish(throwing: error)
      case .isSilent: break
      }
    }
  }

  private static func completion(_ ending: AnswerEnding) -> Completion {
    Completion(ending: ending, model: nil, usage: Usage(input: 100, cached: 0, output: 10))
  }
}
