import Events
import LLM
import Synchronization

/// Gives replies in order, in the process of the test.
final class ScriptedModel: LanguageModel {
  let name = "scripted/m"
  private let replies: Mutex<[String]>
  private let asked = Mutex<[ModelRequest]>([])

  init(_ replies: [String]) { self.replies = Mutex(replies) }

  /// What it was asked.
  var requests: [ModelRequest] { asked.withLock(\.self) }

  func respond(to request: ModelRequest) -> AsyncThrowingStream<ModelEvent, any Error> {
    asked.withLock { $0.append(request) }
    let reply = replies.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    return AsyncThrowingStream { stream in
      guard let reply else {
        stream.finish(
          throwing: ModelError(kind: .cannot, message: "The script is over.", advice: ""))
        return
      }
      stream.yield(.text(reply))
      stream.yield(
        .finished(
          Completion(
            ending: .complete, model: nil,
            usage: Usage(input: 1000, cached: 0, output: reply.utf8.count / 4))))
      stream.finish()
    }
  }
}
