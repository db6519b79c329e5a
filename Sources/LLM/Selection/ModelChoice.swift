/// The model that will be used, and why.
package struct ModelChoice: Sendable, Equatable {
  /// Provider and model, for example `anthropic/claude-sonnet-5-5`, or `builtin`.
  package let name: String
  /// Why it was chosen, in one line.
  package let reason: String
  /// The address that is asked, without secrets; nil for the builtin model.
  package let origin: String?
  package let backend: ModelBackend
}

/// The kind of model behind a `ModelChoice`.
package enum ModelBackend: Sendable, Equatable {
  /// The model that needs no key; another module makes it.
  case builtin
  case remote(RemoteModel)
  /// A program of the user's; it gets the environment.
  case command(ModelCommand, environment: [String: String])
}

/// A model behind HTTP: all that is needed to ask it.
package struct RemoteModel: Sendable, Equatable {
  let provider: Provider
  let endpoint: Endpoint
  /// Limits, certificates and proxies.
  package var settings: TransportSettings

  /// Provider and model.
  package var name: String { "\(provider.name)/\(endpoint.model)" }

  /// The model; nothing is sent before it is asked.
  ///
  /// `effort` is how much it is to think, nil for the provider's own measure.
  package func model(effort: Effort? = nil, retrying policy: RetryPolicy = RetryPolicy())
    -> any LanguageModel
  {
    var describe: HTTPModel.Describe?
    if provider.can(.describesModels) {
      describe = { [endpoint, settings] in await endpoint.shown(settings: settings) }
    }
    return HTTPModel(
      name: name, wire: provider.wire, endpoint: endpoint, settings: settings, effort: effort,
      describe: describe, policy: policy)
  }
}
