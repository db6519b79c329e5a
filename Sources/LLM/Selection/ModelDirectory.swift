/// What a provider tells about one of its models.
package struct ModelFacts: Sendable, Equatable {
  /// The name to ask for it by.
  package var id: String
  /// How many tokens of input it reads or, with local servers, reads and writes together.
  package var contextTokens: Int?
  /// How many tokens of output it writes at most.
  package var outputTokens: Int?
}

/// The lists of models of each API as pure functions: where they are asked for, and how they are read.
enum ModelDirectory {
  /// The path of the list below a base address.
  static func path(_ provider: Provider) -> String {
    switch provider {
    case .anthropic: "/v1/models?limit=1000"
    case .openai, .openAICompatible: "/models"
    case .gemini: "/v1beta/models?pageSize=1000"
    case .ollama: "/api/tags"
    }
  }

  /// The headers for a question to `provider`.
  static func headers(_ provider: Provider, key: String?, server: ServerProfile) -> [String: String]
  {
    var headers: [String: String]
    switch provider {
    case .anthropic:
      headers = ["anthropic-version": AnthropicMessages.version]
      headers["x-api-key"] = key
    case .gemini:
      headers = [:]
      headers["x-goog-api-key"] = key
    case .openai, .openAICompatible, .ollama:
      headers = server.headers(key: key)
    }
    headers["accept"] = "application/json"
    return headers
  }

  /// The models in an answer that can chat; nil if the answer is not a list of models.
  static func models(_ provider: Provider, in json: JSON) -> [ModelFacts]? {
    switch provider {
    case .anthropic:
      guard json["data"].isArray else { return nil }
      return json["data"].array.compactMap { model in
        guard let id = model["id"].string, model["lifecycle"].string != "retired" else {
          return nil
        }
        return ModelFacts(
          id: id, contextTokens: model["max_input_tokens"].count,
          outputTokens: model["max_tokens"].count)
      }
    case .openai, .openAICompatible:
      guard json["data"].isArray else { return nil }
      return json["data"].array.compactMap { model in
        guard let id = model["id"].string, !isEmbedding(id) else { return nil }
        return ModelFacts(
          id: id,
          contextTokens: model["meta"]["n_ctx"].count ?? model["max_model_len"].count
            ?? model["context_length"].count ?? model["max_input_tokens"].count
            ?? model["max_context_length"].count,
          outputTokens: model["top_provider"]["max_completion_tokens"].count)
      }
    case .gemini:
      guard json["models"].isArray else { return nil }
      return json["models"].array.compactMap { model in
        let methods = model["supportedGenerationMethods"].array.compactMap(\.string)
        guard let name = model["name"].string,
          methods.isEmpty || methods.contains("generateContent")
        else { return nil }
        return ModelFacts(
          id: name.hasPrefix("models/") ? String(name.dropFirst("models/".count)) : name,
          contextTokens: model["inputTokenLimit"].count,
          outputTokens: model["outputTokenLimit"].count)
      }
    case .ollama:
      guard json["models"].isArray else { return nil }
      return json["models"].array.compactMap { model in
        let can = model["capabilities"].array.compactMap(\.string)
        guard let name = model["name"].string ?? model["model"].string,
          can.isEmpty ? !isEmbedding(name) : can.contains("completion")
        else { return nil }
        return ModelFacts(id: name)
      }
    }
  }

  /// What Ollama's `/api/show` says about a model.
  static func shown(_ json: JSON, id: String) -> ModelFacts {
    let info = json["model_info"]
    let name = info.names.first { $0.hasSuffix(".context_length") }
    return ModelFacts(id: id, contextTokens: name.flatMap { info[$0].count })
  }

  private static func isEmbedding(_ id: String) -> Bool { id.lowercased().contains("embed") }
}

extension Endpoint {
  /// The models that the server lists; nil if no list arrives in time.
  func models(_ provider: Provider, settings: TransportSettings, within limit: Duration) async
    -> [ModelFacts]?
  {
    guard let url = address.appending(ModelDirectory.path(provider)) else { return nil }
    let headers = ModelDirectory.headers(provider, key: key?.value, server: server)
    let request = HTTPRequest(method: .get, url: url, headers: headers, body: [])
    return await JSON.fetch(request, settings: settings, within: limit)
      .flatMap { ModelDirectory.models(provider, in: $0) }
  }

  /// What Ollama knows about the model of this endpoint.
  func shown(settings: TransportSettings) async -> ModelFacts? {
    guard let url = address.appending("/api/show"),
      let body = try? WireMessage.encoder().encode(["model": model])
    else { return nil }
    let headers = ModelDirectory.headers(.ollama, key: key?.value, server: server)
    let request = HTTPRequest(method: .post, url: url, headers: headers, body: Array(body))
    return await JSON.fetch(request, settings: settings, within: .seconds(5))
      .map { ModelDirectory.shown($0, id: model) }
  }
}
