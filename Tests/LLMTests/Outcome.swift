import LoopbackModel

@testable import LLM

/// Everything that came out of one request.
struct Outcome: Equatable {
  var text = ""
  var reasoning = ""
  var retries: [Double] = []
  var completion: Completion?
  var error: ModelError?

  init(
    text: String = "", reasoning: String = "", retries: [Double] = [],
    completion: Completion? = nil, error: ModelError? = nil
  ) {
    self.text = text
    self.reasoning = reasoning
    self.retries = retries
    self.completion = completion
    self.error = error
  }

  /// Reads the whole answer of `model`.
  init(of model: any LanguageModel, request: ModelRequest = .sample) async {
    do {
      for try await event in model.respond(to: request) {
        switch event {
        case .text(let part): text += part
        case .reasoning(let part): reasoning += part
        case .retrying(_, let seconds): retries.append(seconds)
        case .finished(let completion): self.completion = completion
        }
      }
    } catch {
      self.error =
        error as? ModelError
        ?? ModelError(kind: .cannot, message: "not a model error: \(error)", advice: "")
    }
  }
}

extension ModelRequest {
  static let sample = ModelRequest(
    system: "You write Swift.", messages: [Message(role: .user, text: "Say hello.")])
}

/// The two APIs, each with a model at a loopback server.
enum API: String, CaseIterable, Sendable {
  case messages
  case chat

  func model(
    at server: LoopbackModel, key: String? = "sk-test-0123456789",
    settings: TransportSettings = TransportSettings(), policy: RetryPolicy = RetryPolicy(),
    name: String = "scripted"
  ) -> HTTPModel {
    let base = self == .messages ? server.baseURL : server.openAIBaseURL
    let variable = self == .messages ? "ANTHROPIC" : "OPENAI"
    let environment = key.map { ["\(variable)_API_KEY": $0] } ?? [:]
    guard let address = ServerAddress(base),
      let key = try? APIKey(variable: "\(variable)_API_KEY", environment: environment) as APIKey??
    else { preconditionFailure("a loopback address and a sound key") }
    return HTTPModel(
      name: "test/\(name)", wire: self == .messages ? AnthropicMessages() : OpenAIChat(),
      endpoint: Endpoint(
        title: self == .messages ? "Anthropic" : "OpenAI", address: address,
        addressVariable: "\(variable)_BASE_URL", model: name, key: key),
      settings: settings, policy: policy, pause: { _ in })
  }
}
