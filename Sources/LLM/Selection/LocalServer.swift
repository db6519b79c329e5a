/// A place on this machine where a model server may listen.
struct LocalServer: Sendable, Equatable {
  var title: String
  var provider = Provider.openAICompatible
  /// The base address; with OpenAI's API it ends with `/v1`.
  var address: String

  /// Where the common servers listen unless told otherwise.
  static let wellKnown = [
    LocalServer(title: "Ollama", provider: .ollama, address: "http://127.0.0.1:11434"),
    LocalServer(title: "llama-server", address: "http://127.0.0.1:8080/v1"),
    LocalServer(title: "LM Studio", address: "http://127.0.0.1:1234/v1"),
    LocalServer(title: "vLLM", address: "http://127.0.0.1:8000/v1"),
  ]

  /// A server that answered.
  struct Found: Sendable, Equatable {
    var title: String
    var provider: Provider
    var address: ServerAddress
    /// The models that it lists; at least one.
    var models: [ModelFacts]
  }

  /// Asks `servers` side by side; those that list models, in the same order.
  static func probe(
    _ servers: [LocalServer], key: APIKey? = nil, within limit: Duration
  ) async -> [Found] {
    await withTaskGroup(of: (Int, Found?).self) { group in
      for (index, server) in servers.enumerated() {
        group.addTask { (index, await server.ask(key: key, within: limit)) }
      }
      var found: [(Int, Found)] = []
      for await case (let index, let server?) in group { found.append((index, server)) }
      return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// The models that the server lists; nil if no list arrives.
  private func ask(key: APIKey?, within limit: Duration) async -> Found? {
    guard let base = ServerAddress(address) else { return nil }
    let endpoint = Endpoint(
      title: title, address: base, addressVariable: provider.addressVariable, model: "", key: key,
      server: .of(base))
    let models = await endpoint.models(provider, settings: TransportSettings(), within: limit)
    guard let models, !models.isEmpty else { return nil }
    return Found(title: title, provider: provider, address: base, models: models)
  }
}
