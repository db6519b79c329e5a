/// Why a transfer broke off.
struct TransportFailure: Error, Sendable, Equatable {
  enum Kind: Codable, Sendable, Equatable {
    case cannotResolve
    case cannotConnect
    case connectTimedOut
    case tls
    case certificate
    case proxyRefused(status: Int)
    /// The server closed the connection before any byte of an answer.
    case noAnswer
    /// The connection broke within the answer.
    case cut
    /// No byte for so long; `first` if none had arrived at all.
    case silent(seconds: Int, first: Bool)
    case tooLarge(limit: Int)
    case cancelled
    case other(code: Int)
  }

  var kind: Kind
  /// libcurl's words; may be empty.
  var detail: String
  /// True if it was HTTP/2 that broke, as behind some proxies.
  var isHTTP2 = false
}
