/// A place on this machine where a model server may listen.
struct LocalServer: Sendable, Equatable {
  var title: String
  /// The base address, with `/v1`.
  var address: String

  /// Where the common servers with OpenAI's API listen unless told otherwise.
  static let wellKnown = [
    LocalServer(title: "llama-server", address: "http://127.0.0.1:8080/v1"),
    LocalServer(title: "LM Studio", address: "http://127.0.0.1:1234/v1"),
    LocalServer(title: "vLLM", address: "http://127.0.0.1:8000/v1"),
  ]

  /// A server that answered.
  struct Found: Sendable, Equatable {
    var title: String
    var address: ServerAddress
    /// The models that it lists; at least one.
    var models: [String]
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

  /// The models behind `GET …/models`; nil where nothing like a list of models comes.
  private func ask(key: APIKey?, within limit: Duration) async -> Found? {
    guard let base = ServerAddress(address), let url = base.appending("/models") else { return nil }
    var settings = TransportSettings()
    settings.connectTimeout = limit
    settings.loopbackConnectTimeout = limit
    settings.firstByteTimeout = limit
    settings.loopbackFirstByteTimeout = limit
    settings.idleTimeout = limit
    settings.answerLimit = 4 << 20
    var headers = ["accept": "application/json"]
    headers["authorization"] = key.map { "Bearer \($0.value)" }
    let transfer = Transfer(
      HTTPRequest(method: .get, url: url, headers: headers, body: []), settings: settings)
    transfer.expectEnd(within: limit)
    defer { transfer.cancel() }
    var body: [UInt8] = []
    do {
      for try await part in transfer.parts {
        switch part {
        case .head(let head): if !head.isSuccess { return nil }
        case .body(let bytes): body += bytes
        }
      }
    } catch {
      return nil
    }
    let models = JSON(parsing: String(decoding: body, as: UTF8.self))?["data"].array
      .compactMap { $0["id"].string }
    guard let models, !models.isEmpty else { return nil }
    return Found(title: title, address: base, models: models)
  }
}
