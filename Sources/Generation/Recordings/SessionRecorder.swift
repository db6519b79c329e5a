package import Events
import Files
import Foundation
package import LLM
import Synchronization

/// Writes a session to a recording while it runs, so that a crash leaves all that happened until then.
package final class SessionRecorder: Sendable {
  package let path: String
  /// What must not be recorded wherever it shows up.
  private let mask: SecretMask
  private let file: Mutex<File>

  private struct File {
    var handle: FileHandle
    var failure: (any Error)?
    /// Exchanges of the call that is under way.
    var exchanges = 0
    var calls: [Task<Void, Never>] = []
  }

  /// Creates the file, readable by its owner only; it holds whatever was sent to the model.
  ///
  /// - Throws: `FileFailure` where it exists or cannot be written.
  package init(path: String, mask: SecretMask, program: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw FileFailure(operation: "create the recording", path: path, code: errno)
    }
    self.path = path
    self.mask = mask
    file = Mutex(File(handle: FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)))
    write(.recording(RecordedSession.Header(program: program, at: Date())))
    try check()
  }

  package func start(_ start: RecordedSession.Start) { write(.start(start)) }
  package func permission(_ allowed: Bool) { write(.permission(allowed)) }

  /// Records an event of the journal; pieces of the stream are in the exchanges already.
  package func event(_ event: StampedEvent) {
    if event.event.isJournaled { write(.event(event)) }
  }

  /// Writes the end, once every call that was begun is written.
  package func end(_ end: RecordedSession.End) async throws {
    await settled()
    write(.end(end))
    try check()
  }

  private func settled() async {
    let calls = file.withLock { file in
      defer { file.calls = [] }
      return file.calls
    }
    for call in calls { await call.value }
  }

  /// Throws what went wrong in writing, if anything did.
  private func check() throws {
    try file.withLock { if let failure = $0.failure { throw failure } }
  }

  /// The recorder for exchanges of the models that are recorded here.
  package func exchanges() -> ExchangeRecorder {
    ExchangeRecorder(mask: mask) { exchange in
      self.file.withLock { $0.exchanges += 1 }
      self.write(.exchange(exchange))
    }
  }

  /// `model`, with every call recorded.
  package func recorded(_ model: any LanguageModel, exchanges: ExchangeRecorder)
    -> any LanguageModel
  {
    RecordingModel(base: model, recorder: self, exchanges: exchanges)
  }

  // MARK: Calls

  func call(_ request: ModelRequest) {
    file.withLock { $0.exchanges = 0 }
    write(.call(request))
  }

  /// Writes the answer of a call that went over no HTTP.
  func answer(_ answer: RecordedAnswer) {
    if file.withLock({ $0.exchanges }) == 0 { write(.answer(answer)) }
  }

  func began(_ call: Task<Void, Never>) { file.withLock { $0.calls.append(call) } }

  private func write(_ line: RecordingLine) {
    file.withLock { file in
      guard file.failure == nil else { return }
      do {
        let bytes = mask.sameLength([try line.bytes()])[0]
        try file.handle.write(contentsOf: Data(bytes + [0x0A]))
      } catch {
        file.failure = FileFailure(operation: "write the recording", path: path, code: errno)
      }
    }
  }
}

/// A model whose calls are recorded.
private struct RecordingModel: LanguageModel {
  let base: any LanguageModel
  let recorder: SessionRecorder
  let exchanges: ExchangeRecorder

  var name: String { base.name }

  func respond(to request: ModelRequest) -> AsyncThrowingStream<ModelEvent, any Error> {
    AsyncThrowingStream { continuation in
      let task = Task {
        recorder.call(request)
        let started = ContinuousClock.now
        var answer = RecordedAnswer()
        var failure: (any Error)?
        do {
          for try await event in base.respond(to: request) {
            answer.take(event, ms: Int(started.elapsedSeconds * 1_000))
            if case .finished = event { continue }
            continuation.yield(event)
          }
        } catch {
          failure = error
          answer.failure = (error as? ModelError).map {
            RecordedAnswer.Failure(kind: $0.kind, message: $0.message, advice: $0.advice)
          }
        }
        // The end is passed on once the exchange behind it is written.
        await exchanges.settled()
        recorder.answer(answer)
        if let finished = answer.finished { continuation.yield(.finished(finished)) }
        continuation.finish(throwing: failure)
      }
      continuation.onTermination = { _ in task.cancel() }
      recorder.began(task)
    }
  }
}

extension RecordedAnswer {
  fileprivate mutating func take(_ event: ModelEvent, ms: Int) {
    switch event {
    case .text(let text): pieces.append(Piece(ms: ms, text: text, reasoning: false))
    case .reasoning(let text): pieces.append(Piece(ms: ms, text: text, reasoning: true))
    case .retrying: break
    case .finished(let completion): finished = completion
    }
  }
}
