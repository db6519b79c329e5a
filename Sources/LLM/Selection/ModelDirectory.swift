/// What a provider tells about one of its models.
package struct ModelFacts: Sendable, Equatable {
  /// The name to ask for it by.
  package var id: String
  /// How many tokens of input it reads or, with local servers, reads and writes together.
  package var contextTokens: Int?
  /// How many tokens of output it writes at most.
  package var outputTokens: Int?
}

/// The list of models of an API as pure functions: where it is asked for, and how it is read.
struct ModelDirectory: Sendable {
  /// The path of the list below a base address.
  let path: String
  /// The headers for a question, with the key or without.
  let headers: @Sendable (_ key: String?, _ server: ServerProfile) -> [String: String]
  /// The models in an answer that can chat; nil if it is no list of models.
  let models: @Sendable (JSON) -> [ModelFacts]?

  static let anthropic = ModelDirectory(
    path: "/v1/models?limit=1000",
    headers: { key, _ in
      var headers = ["anthropic-version": AnthropicMessages.version]
      headers["x-api-key"] = key
      return headers
    },
    models: { json in
      guard json["data"].isArray else { return nil }
      return json["data"].array.compactMap { model in
        guard let id = model["id"].string, model["lifecycle"].string != "retired" else {
          return nil
        }
        return ModelFacts(
          id: id, contextTokens: model["max_input_tokens"].count,
          outputTokens: model["max_tokens"].count)
      }
    })

  static let openAI = ModelDirectory(
    path: "/models",
    headers: { key, server in server.headers(key: key) },
    models: { json in
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
    })

  static let gemini = ModelDirectory(
    path: "/v1beta/models?pageSize=1000",
    headers: { key, _ in key.map { ["x-goog-api-key": $0] } ?? [:] },
    models: { json in
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
    })

  static let ollama = ModelDirectory(
    path: "/api/tags",
    headers: { key, server in server.headers(key: key) },
    models: { json in
      guard json["models"].isArray else { return nil }
      return json["models"].array.compactMap { model in
        let can = model["capabilities"].array.compactMap(\.string)
        guard let name = model["name"].string ?? model["model"].string,
          can.isEmpty ? !isEmbedding(name) : can.contains("completion")
        else { return nil }
        return ModelFacts(id: name)
      }
    })

  /// What Ollama's `/api/show` says about a model.
  static func shown(_ json: JSON, id: String) -> ModelFacts {
    let info = json["model_info"]
    let name = info.names.first { $0.hasSuffix(".context_length") }
    return ModelFacts(id: id, contextTokens: name.flatMap { info[$0].count })
  }

  private static func isEmbedding(_ id: String) -> Bool { id.lowercased().contains("embed") }
}

extension Endpoint {
  /// The models that the server lists; nil where nothing like a list comes in time.
  func models(_ provider: Provider, settings: TransportSettings, within limit: Duration) async
    -> [ModelFacts]?
  {
    let directory = provider.directory
    guard let url = address.appending(directory.path) else { return nil }
    var headers = directory.headers(key?.value, server)
    headers["accept"] = "application/json"
    let request = HTTPRequest(method: .get, url: url, headers: headers, body: [])
    return await JSON.fetch(request, settings: settings, within: limit)
      .flatMap(directory.models)
  }

  /// What Ollama knows about the model of this endpoint.
  func shown(settings: TransportSettings) async -> ModelFacts? {
    guard let url = address.appending("/api/show"),
      let body = try? WireMessage.encoder().encode(["model": model])
    else { return nil }
    var headers = ModelDirectory.ollama.headers(key?.value, server)
    headers["accept"] = "application/json"
    let request = HTTPRequest(method: .post, url: url, headers: headers, body: Array(body))
    return await JSON.fetch(request, settings: settings, within: .seconds(5))
      .map { ModelDirectory.shown($0, id: model) }
  }
}
