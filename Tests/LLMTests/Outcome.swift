import Events
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

/// The five APIs, each with a model at a loopback server.
enum API: String, CaseIterable, Sendable {
  case messages
  case responses
  case chat
  case gemini
  case ollama

  var provider: Provider {
    switch self {
    case .messages: .anthropic
    case .responses: .openai
    case .chat: .openAICompatible
    case .gemini: .gemini
    case .ollama: .ollama
    }
  }

  /// The path of a request.
  var path: String {
    switch self {
    case .messages: "/v1/messages"
    case .responses: "/v1/responses"
    case .chat: "/v1/chat/completions"
    case .gemini: "/v1beta/models/scripted:streamGenerateContent?alt=sse"
    case .ollama: "/api/chat"
    }
  }

  /// What the loopback server says that an answer took; Ollama tells nothing of a cache.
  var usage: Usage { Usage(input: 11, cached: self == .ollama ? 0 : 3, output: 7) }

  func model(
    at server: LoopbackModel, key: String? = "sk-test-0123456789", effort: Effort? = nil,
    settings: TransportSettings = TransportSettings(), policy: RetryPolicy = RetryPolicy(),
    name: String = "scripted"
  ) -> HTTPModel {
    let base =
      self == .responses || self == .chat ? server.openAIBaseURL : server.baseURL
    let variable = provider.keyVariables[0]
    let environment = key.map { [variable: $0] } ?? [:]
    guard let address = ServerAddress(base),
      let key = try? APIKey(variable: variable, environment: environment) as APIKey??
    else { preconditionFailure("a loopback address and a sound key") }
    return HTTPModel(
      name: "test/\(name)", wire: provider.wire,
      endpoint: Endpoint(
        title: self == .chat ? "OpenAI" : provider.title, address: address,
        addressVariable: provider.addressVariable, model: name, key: key),
      settings: settings, effort: effort, policy: policy, pause: { _ in })
  }
}
