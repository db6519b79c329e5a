package import LLM

/// A model whose answers and errors never show a secret, whatever its server echoes.
package struct MaskedModel: LanguageModel {
  private let base: any LanguageModel
  private let mask: SecretMask

  package init(_ base: any LanguageModel, mask: SecretMask) {
    self.base = base
    self.mask = mask
  }

  package var name: String { base.name }

  package func respond(to request: ModelRequest) -> AsyncThrowingStream<ModelEvent, any Error> {
    if mask.isEmpty { return base.respond(to: request) }
    return AsyncThrowingStream { continuation in
      let task = Task { await pass(request, to: continuation) }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  private func pass(
    _ request: ModelRequest,
    to continuation: AsyncThrowingStream<ModelEvent, any Error>.Continuation
  ) async {
    var text = SecretMask.Stream(mask)
    var reasoning = SecretMask.Stream(mask)
    func show(_ piece: String, _ event: (String) -> ModelEvent) {
      if !piece.isEmpty { continuation.yield(event(piece)) }
    }
    do {
      for try await event in base.respond(to: request) {
        switch event {
        case .text(let piece): show(text.take(piece), ModelEvent.text)
        case .reasoning(let piece): show(reasoning.take(piece), ModelEvent.reasoning)
        case .retrying(let reason, let seconds):
          continuation.yield(.retrying(reason: mask(reason), seconds: seconds))
        case .finished(var completion):
          show(reasoning.end(), ModelEvent.reasoning)
          show(text.end(), ModelEvent.text)
          completion.detail = completion.detail.map { mask($0) }
          completion.model = completion.model.map { mask($0) }
          continuation.yield(.finished(completion))
        }
      }
      continuation.finish()
    } catch let error as ModelError {
      continuation.finish(
        throwing: ModelError(
          kind: error.kind, message: mask(error.message), advice: mask(error.advice)))
    } catch {
      continuation.finish(throwing: error)
    }
  }
}
