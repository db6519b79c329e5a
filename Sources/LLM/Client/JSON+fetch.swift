extension JSON {
  /// The answer to a small question; nil if none that is JSON comes in time.
  static func fetch(_ request: HTTPRequest, settings: TransportSettings, within limit: Duration)
    async -> JSON?
  {
    var settings = settings
    settings.connectTimeout = limit
    settings.loopbackConnectTimeout = limit
    settings.firstByteTimeout = limit
    settings.loopbackFirstByteTimeout = limit
    settings.idleTimeout = limit
    settings.answerLimit = 16 << 20
    let transfer = Transfer(request, settings: settings)
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
    return JSON(parsing: String(decoding: body, as: UTF8.self))
  }
}
