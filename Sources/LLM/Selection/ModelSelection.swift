import Foundation

/// Chooses the model: what is named, else what the environment offers, else the builtin one.
///
/// Names are `provider/model`. A provider alone means its default model; see `Provider`.
/// `command:PROGRAM ARGUMENTS` is a program that is run for each question.
package struct ModelSelection: Sendable {
  let environment: [String: String]
  /// The model that the configuration file names.
  var configured: String?
  var localServers = LocalServer.wellKnown
  /// How long a server on this machine at a usual port may take to list its models.
  var probeLimit = Duration.milliseconds(150)
  /// The same for a server whose address is set.
  var knownServerLimit = Duration.seconds(1)
  /// The same for one that is not on this machine.
  var remoteServerLimit = Duration.seconds(10)

  /// The model for `name`, or the best one at hand if nothing is named.
  ///
  /// Without a name: `WISP_MODEL`, the `configured` model, a key of Anthropic, of OpenAI, of Gemini, a
  /// server on this machine (`OLLAMA_HOST` and `OPENAI_BASE_URL`, then the usual ports), then `builtin`.
  /// The network is touched only for servers on this machine, and for the server in `OPENAI_BASE_URL`
  /// where its key is set.
  ///
  /// - Throws: `ModelError` if the name cannot be used; the advice says what is missing.
  package static func resolve(
    named name: String?, environment: [String: String], configured: String? = nil
  ) async throws(ModelError) -> ModelChoice {
    try await ModelSelection(environment: environment, configured: configured).resolve(named: name)
  }

  func resolve(named name: String?) async throws(ModelError) -> ModelChoice {
    try TransportSettings.check(environment)
    if let name = trimmed(name) { return try await named(name, reason: "it is named") }
    if let name = variable("WISP_MODEL") {
      return try await named(name, reason: "WISP_MODEL names it")
    }
    if let name = trimmed(configured) {
      return try await named(name, reason: "the configuration names it")
    }
    for provider in Provider.hosted {
      guard let key = try key(provider, at: try? address(provider)) else { continue }
      return try await keyed(provider, key)
    }
    if let choice = await local().first { return choice }
    return builtin(reason: "no key is set and no model server answers on this machine")
  }

  // MARK: By name

  /// Checks that a name has a provider, without asking any server or looking for a key.
  ///
  /// - Throws: `ModelError` if it has none.
  package static func check(name: String) throws(ModelError) {
    if name.hasPrefix(ModelCommand.prefix) {
      _ = try command(name, environment: [:], reason: "")
    } else if provider(of: name) == nil, !isBuiltin(name) {
      throw unknown(name)
    }
  }

  private static func provider(of name: String) -> Provider? {
    Provider(named: String(name.prefix { $0 != "/" }))
  }

  private static func isBuiltin(_ name: String) -> Bool { name.prefix { $0 != "/" } == "builtin" }

  private func named(_ name: String, reason: String) async throws(ModelError) -> ModelChoice {
    if name.hasPrefix(ModelCommand.prefix) {
      return try Self.command(name, environment: environment, reason: reason)
    }
    let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let model = parts.count > 1 ? trimmed(String(parts[1])) : nil
    if Self.isBuiltin(name) { return builtin(reason: reason) }
    guard let provider = Self.provider(of: name) else { throw Self.unknown(name) }
    if provider.can(.anyServer), variable(provider.addressVariable) == nil {
      return try await namedLocal(model, reason: reason)
    }
    let address = try address(provider)
    let key = try key(provider, at: address)
    if key == nil, provider.needsKey, !address.isLoopback {
      throw ModelError(
        kind: .noKey, message: "No API key for \(provider.title).",
        advice: "Set \(provider.keyVariables[0]), or choose another model with --model.")
    }
    if let model = model ?? provider.defaultModel {
      return choice(provider, at: address, model: model, key: key, reason: reason)
    }
    let found = await probe(provider, at: address, key: key)
    guard let model = found.first else {
      throw ModelError(
        kind: provider.withoutModels.kind,
        message: "No model is named, and \(address) lists none.",
        advice: provider.withoutModels.text)
    }
    return choice(provider, at: address, model: model.id, key: key, reason: reason)
  }

  /// A compatible server whose address is not set: one of the usual ports.
  private func namedLocal(_ model: String?, reason: String) async throws(ModelError) -> ModelChoice
  {
    let servers = localServers.filter { $0.provider.can(.anyServer) }
    for server in await LocalServer.probe(servers, within: probeLimit)
    where model.map({ name in server.models.contains { $0.id == name } }) ?? true {
      return choice(
        .openAICompatible, at: server.address, model: model ?? server.models[0].id, key: nil,
        reason: "\(reason), and \(server.title)’s port answers")
    }
    throw ModelError(
      kind: .unreachable,
      message: "No address is set for openai-compatible\(model.map { "/\($0)" } ?? ""), and no"
        + " server on this machine offers it.",
      advice: "Set OPENAI_BASE_URL, for example to http://127.0.0.1:8080/v1.")
  }

  private static func command(
    _ name: String, environment: [String: String], reason: String
  ) throws(ModelError) -> ModelChoice {
    guard let command = ModelCommand(name) else {
      throw ModelError(
        kind: .unknownModel, message: "“command:” names no program.",
        advice: "Write the command after it: --model 'command:llm -m MODEL'.")
    }
    return ModelChoice(
      name: command.name, reason: reason + "; it runs with your rights, outside of the sandbox",
      origin: nil, backend: .command(command, environment: environment))
  }

  private static func unknown(_ name: String) -> ModelError {
    let known =
      Provider.all.map { "\($0.name)/MODEL" } + ["command:PROGRAM", "builtin"]
    let meant = Provider.all.first { $0.modelPrefix.map(name.hasPrefix) ?? false }
    let isPriced = PriceTable.current.entry(for: name) != nil
    let guess = (meant ?? (isPriced ? .openai : nil)).map { "\($0.name)/\(name)" }
    return ModelError(
      kind: .unknownModel, message: "There is no provider for the model “\(name.cut(to: 100))”.",
      advice: (guess.map { "Did you mean \($0)? " } ?? "")
        + "Known are \(known.joined(separator: ", ")).")
  }

  // MARK: Without a name

  /// The provider's default model; behind another address than OpenAI's, what the server has.
  private func keyed(_ provider: Provider, _ key: APIKey) async throws(ModelError) -> ModelChoice {
    let reason = "\(key.variable) is set"
    let address = try address(provider)
    let usual = provider.defaultModel ?? ""
    guard provider.can(.gateways), ServerProfile.of(address).title != provider.title else {
      return choice(provider, at: address, model: usual, key: key, reason: reason)
    }
    let models = await probe(.openAICompatible, at: address, key: key)
    let same = models.first { $0.id == usual || $0.id.hasSuffix("/" + usual) }
    // A server on this machine has the model that its owner loaded; a hosted one has hundreds.
    guard let model = same ?? (address.isLoopback || models.count == 1 ? models.first : nil) else {
      throw ModelError(
        kind: .unknownModel,
        message: "\(reason) and OPENAI_BASE_URL is \(address), but no model is named.",
        advice: "Name one of its models: --model openai-compatible/MODEL, or WISP_MODEL."
          + (models.isEmpty ? "" : " `wisp models --all` lists them."))
    }
    return choice(
      .openAICompatible, at: address, model: model.id, key: key,
      reason: "\(reason), and \(address) offers it")
  }

  /// The models that the server at `address` lists.
  func probe(_ provider: Provider, at address: ServerAddress, key: APIKey?) async -> [ModelFacts] {
    let endpoint = endpoint(provider, at: address, model: "", key: key)
    return await endpoint.models(
      provider, settings: TransportSettings(environment: environment),
      within: address.isLoopback ? knownServerLimit : remoteServerLimit) ?? []
  }

  /// The models of the servers on this machine, those whose address is set first.
  func local() async -> [ModelChoice] {
    await localServersFound().flatMap { server in
      server.models.map { localChoice($0, of: server) }
    }
  }

  /// The servers on this machine that answer, asked side by side.
  func localServersFound() async -> [LocalServer.Found] {
    var named: [LocalServer] = []
    for provider in Provider.all where provider.can(.local) {
      let variable = provider.addressVariable
      guard self.variable(variable) != nil, let address = try? address(provider),
        address.isLoopback,
        (try? key(provider, at: address)) == .some(nil)
      else { continue }
      named.append(LocalServer(title: variable, provider: provider, address: address.url))
    }
    async let known = LocalServer.probe(named, within: knownServerLimit)
    async let usual = LocalServer.probe(localServers, within: probeLimit)
    let servers = await known
    return servers
      + (await usual).filter { found in !servers.contains { $0.address == found.address } }
  }

  func localChoice(_ model: ModelFacts, of server: LocalServer.Found) -> ModelChoice {
    choice(
      server.provider, at: server.address, model: model.id, key: nil,
      reason: "a server answers at \(server.address) (\(server.title))")
  }

  // MARK: Parts

  func builtin(reason: String) -> ModelChoice {
    ModelChoice(name: "builtin", reason: reason, origin: nil, backend: .builtin)
  }

  func choice(
    _ provider: Provider, at address: ServerAddress, model: String, key: APIKey?, reason: String
  ) -> ModelChoice {
    let remote = RemoteModel(
      provider: provider, endpoint: endpoint(provider, at: address, model: model, key: key),
      settings: TransportSettings(environment: environment))
    return ModelChoice(
      name: remote.name, reason: reason, origin: address.description, backend: .remote(remote))
  }

  func endpoint(_ provider: Provider, at address: ServerAddress, model: String, key: APIKey?)
    -> Endpoint
  {
    let server = ServerProfile.of(address)
    return Endpoint(
      title: provider.can(.anyServer) ? server.title : provider.title, address: address,
      addressVariable: provider.addressVariable, model: model, key: key, server: server)
  }

  /// The key for `provider`; a server that is known by its host may have a variable of its own.
  func key(_ provider: Provider, at address: ServerAddress?) throws(ModelError) -> APIKey? {
    let own =
      provider.can(.keyOfServer) ? address.map(ServerProfile.of) : nil
    for variable in [own?.keyVariable].compactMap(\.self) + provider.keyVariables {
      if let key = try APIKey(variable: variable, environment: environment) { return key }
    }
    return nil
  }

  func address(_ provider: Provider) throws(ModelError) -> ServerAddress {
    var text = variable(provider.addressVariable) ?? provider.usualAddress ?? ""
    while text.hasSuffix("/") { text.removeLast() }
    if let version = provider.versionInPath, text.hasSuffix(version) {
      text.removeLast(version.count)
    }
    guard let address = provider.address(text) else {
      throw ModelError(
        kind: .unreachable, message: "\(provider.addressVariable) is not an address of a server.",
        advice: "Set it to something like \(provider.exampleAddress).")
    }
    return address
  }

  func variable(_ name: String) -> String? { trimmed(environment[name]) }

  private func trimmed(_ text: String?) -> String? {
    text.map { String(Substring($0).trimmingWhitespace()) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
