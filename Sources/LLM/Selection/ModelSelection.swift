import Foundation

/// Chooses the model: what is named, else what the environment offers, else the builtin one.
///
/// Names are `provider/model`. A provider alone means its default model; see `Provider`.
package struct ModelSelection: Sendable {
  let environment: [String: String]
  var localServers = LocalServer.wellKnown
  /// How long a server at a usual port may take to list its models.
  var probeLimit = Duration.milliseconds(150)
  /// The same for a server whose address is set.
  var knownServerLimit = Duration.seconds(1)

  /// The model for `name`, or the best one at hand where nothing is named.
  ///
  /// Without a name: `WISP_MODEL`, a key in `ANTHROPIC_API_KEY`, then in `OPENAI_API_KEY`, a server
  /// on this machine (`OPENAI_BASE_URL`, then the usual ports), then `builtin`. The network is
  /// touched only for servers on this machine.
  ///
  /// - Throws: `ModelError` where the name cannot be used; the advice says what is missing.
  package static func resolve(
    named name: String?, environment: [String: String]
  ) async throws(ModelError) -> ModelChoice {
    try await ModelSelection(environment: environment).resolve(named: name)
  }

  func resolve(named name: String?) async throws(ModelError) -> ModelChoice {
    if let name = trimmed(name) { return try await named(name, reason: "it is named") }
    if let name = variable("WISP_MODEL") {
      return try await named(name, reason: "WISP_MODEL names it")
    }
    for provider in [Provider.anthropic, .openai] {
      guard try key(provider) != nil else { continue }
      return try await keyed(provider)
    }
    if let choice = await local().first { return choice }
    return builtin(reason: "no key is set and no model server answers on this machine")
  }

  // MARK: By name

  private func named(_ name: String, reason: String) async throws(ModelError) -> ModelChoice {
    let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let model = parts.count > 1 ? trimmed(String(parts[1])) : nil
    if parts[0] == "builtin" { return builtin(reason: reason) }
    guard let provider = Provider(rawValue: String(parts[0])) else { throw unknown(name) }
    if provider == .openAICompatible, variable(provider.addressVariable) == nil {
      return try await namedLocal(model, reason: reason)
    }
    let address = try address(provider)
    let key = try key(provider)
    if key == nil, provider != .openAICompatible, !address.isLoopback {
      throw ModelError(
        kind: .noKey, message: "No API key for \(provider.title).",
        advice: "Set \(provider.keyVariable), or choose another model with --model.")
    }
    if let model = model ?? provider.defaultModel {
      return choice(provider, at: address, model: model, key: key, reason: reason)
    }
    let found = await LocalServer.probe(
      [LocalServer(title: "", address: address.url)], key: key, within: knownServerLimit)
    guard let model = found.first?.models.first else {
      throw ModelError(
        kind: .unknownModel, message: "No model is named, and \(address) lists none.",
        advice: "Name one as openai-compatible/MODEL.")
    }
    return choice(provider, at: address, model: model, key: key, reason: reason)
  }

  /// A compatible server whose address is not set: one of the usual ports.
  private func namedLocal(_ model: String?, reason: String) async throws(ModelError) -> ModelChoice
  {
    for server in await LocalServer.probe(localServers, within: probeLimit)
    where model.map(server.models.contains) ?? true {
      return choice(
        .openAICompatible, at: server.address, model: model ?? server.models[0], key: nil,
        reason: "\(reason), and \(server.title)’s port answers")
    }
    throw ModelError(
      kind: .unreachable,
      message: "No address is set for openai-compatible\(model.map { "/\($0)" } ?? ""), and no"
        + " server on this machine offers it.",
      advice: "Set OPENAI_BASE_URL, for example to http://127.0.0.1:8080/v1.")
  }

  private func unknown(_ name: String) -> ModelError {
    let known = Provider.allCases.map { "\($0.rawValue)/MODEL" } + ["builtin"]
    let guess: String? =
      if name.hasPrefix("claude") {
        "anthropic/\(name)"
      } else if name.hasPrefix("gpt") || PriceTable.current.entry(for: name) != nil {
        "openai/\(name)"
      } else {
        nil
      }
    return ModelError(
      kind: .unknownModel, message: "There is no provider for the model “\(name.cut(to: 100))”.",
      advice: (guess.map { "Did you mean \($0)? " } ?? "")
        + "Known are \(known.joined(separator: ", ")).")
  }

  // MARK: Without a name

  /// The provider's default model; on this machine, what the server has.
  private func keyed(_ provider: Provider) async throws(ModelError) -> ModelChoice {
    let reason = "\(provider.keyVariable) is set"
    let address = try address(provider)
    let key = try key(provider)
    let usual = provider.defaultModel ?? ""
    if provider == .openai, address.isLoopback {
      let found = await LocalServer.probe(
        [LocalServer(title: "", address: address.url)], key: key, within: knownServerLimit)
      if let models = found.first?.models, !models.contains(usual) {
        return choice(
          .openAICompatible, at: address, model: models[0], key: key,
          reason: "\(reason), and \(address) offers it")
      }
    }
    return choice(provider, at: address, model: usual, key: key, reason: reason)
  }

  /// The models of the servers on this machine, those at `OPENAI_BASE_URL` first.
  func local() async -> [ModelChoice] {
    var servers: [LocalServer.Found] = []
    if let text = variable("OPENAI_BASE_URL"), let address = ServerAddress(text),
      address.isLoopback, variable("OPENAI_API_KEY") == nil
    {
      servers += await LocalServer.probe(
        [LocalServer(title: "OPENAI_BASE_URL", address: address.url)], within: knownServerLimit)
    }
    servers += await LocalServer.probe(localServers, within: probeLimit).filter { found in
      !servers.contains { $0.address == found.address }
    }
    return servers.flatMap { server in
      server.models.map {
        choice(
          .openAICompatible, at: server.address, model: $0, key: nil,
          reason: "a server answers at \(server.address) (\(server.title))")
      }
    }
  }

  // MARK: Parts

  func builtin(reason: String) -> ModelChoice {
    ModelChoice(name: "builtin", reason: reason, origin: nil, backend: .builtin)
  }

  private func choice(
    _ provider: Provider, at address: ServerAddress, model: String, key: APIKey?, reason: String
  ) -> ModelChoice {
    let endpoint = Endpoint(
      title: provider.title, address: address, addressVariable: provider.addressVariable,
      model: model, key: key)
    let remote = RemoteModel(
      provider: provider, endpoint: endpoint, settings: TransportSettings(environment: environment))
    return ModelChoice(
      name: remote.name, reason: reason, origin: address.description, backend: .remote(remote))
  }

  func key(_ provider: Provider) throws(ModelError) -> APIKey? {
    try APIKey(variable: provider.keyVariable, environment: environment)
  }

  private func address(_ provider: Provider) throws(ModelError) -> ServerAddress {
    var text = variable(provider.addressVariable) ?? provider.usualAddress ?? ""
    while text.hasSuffix("/") { text.removeLast() }
    // Anthropic's form of the address has no version; with one it would be there twice.
    if provider == .anthropic, text.hasSuffix("/v1") { text.removeLast(3) }
    guard let address = ServerAddress(text) else {
      throw ModelError(
        kind: .unreachable, message: "\(provider.addressVariable) is not an address of a server.",
        advice: "Set it to something like http://127.0.0.1:8080"
          + (provider == .anthropic ? "." : "/v1."))
    }
    return address
  }

  private func variable(_ name: String) -> String? { trimmed(environment[name]) }

  private func trimmed(_ text: String?) -> String? {
    text.map { String(Substring($0).trimmingWhitespace()) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
