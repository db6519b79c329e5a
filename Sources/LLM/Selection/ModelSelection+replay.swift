extension ModelSelection {
  /// The model of a recording, to be answered from the recording.
  ///
  /// The network is not touched, whatever the recording says: nothing is looked up, and no key of the
  /// user's is read.
  ///
  /// - Parameters:
  ///   - name: `provider/model`; both parts must be given.
  ///   - address: The address that the recorded requests went to.
  /// - Returns: The model; its transport still has to be pointed at the recording.
  /// - Throws: `ModelError` if the name or the address cannot be used.
  package static func replayed(_ name: String, at address: String) throws(ModelError) -> RemoteModel
  {
    let parts = name.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, let provider = Provider(named: String(parts[0])),
      parts[1].contains(where: { !$0.isWhitespace })
    else {
      throw ModelError(
        kind: .unknownModel,
        message: "The recording names no model that is asked over HTTP: “\(name.cut(to: 100))”.",
        advice: "Record the session again with --record.")
    }
    var environment = [provider.addressVariable: address]
    if let variable = provider.keyVariables.first { environment[variable] = "not-sent" }
    let selection = ModelSelection(environment: environment)
    let server = try selection.address(provider)
    let endpoint = selection.endpoint(
      provider, at: server, model: String(parts[1]), key: try selection.key(provider, at: server))
    return RemoteModel(
      provider: provider, endpoint: endpoint,
      settings: TransportSettings(environment: environment))
  }
}
