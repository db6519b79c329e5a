/// Limits, certificates and proxies of the transport.
package struct TransportSettings: Sendable, Equatable {
  /// How long a connection may take.
  package var connectTimeout: Duration = .seconds(10)
  /// The same for a server on this machine.
  package var loopbackConnectTimeout: Duration = .seconds(1)
  /// How long the first byte of the body may take; models think and servers load before it.
  package var firstByteTimeout: Duration = .seconds(300)
  /// The same for a server on this machine: it may load the model and read the prompt in silence.
  package var loopbackFirstByteTimeout: Duration = .seconds(900)
  /// How long the body may be silent afterwards; comments and pings count as life signs.
  package var idleTimeout: Duration = .seconds(120)
  /// The most bytes an answer may have.
  package var answerLimit = 64 << 20
  /// The most bytes that are read of an error's body.
  package var errorBodyLimit = 1 << 20
  /// A file of certificate authorities, nil for the system's.
  package var certificateBundle: String?
  /// A folder of certificate authorities beside it, nil for none.
  package var certificateFolder: String?
  package var proxies: ProxySettings
  /// What requests go over: the network, or a recording.
  package var line = TransportLine.network

  /// Reads the certificate bundle and the proxies from `environment`.
  ///
  /// libcurl itself ignores the certificate variables (only the `curl` command reads them), so
  /// they are read here: `WISP_CA_BUNDLE`, else `SSL_CERT_FILE`, else `CURL_CA_BUNDLE`; and
  /// `SSL_CERT_DIR`. `WISP_FIRST_BYTE_TIMEOUT` and `WISP_IDLE_TIMEOUT` are seconds; `check` says
  /// whether they are numbers.
  package init(environment: [String: String] = [:]) {
    certificateBundle = ["WISP_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE"]
      .lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    certificateFolder = environment["SSL_CERT_DIR"].flatMap { $0.isEmpty ? nil : $0 }
    proxies = ProxySettings(environment: environment)
    if let limit = Self.seconds(environment[Self.firstByteVariable]) {
      firstByteTimeout = limit
      loopbackFirstByteTimeout = limit
    }
    idleTimeout = Self.seconds(environment[Self.idleVariable]) ?? idleTimeout
  }

  private static let firstByteVariable = "WISP_FIRST_BYTE_TIMEOUT"
  private static let idleVariable = "WISP_IDLE_TIMEOUT"

  /// Refuses time limits that are no numbers of seconds.
  ///
  /// - Throws: `ModelError` that names the variable.
  static func check(_ environment: [String: String]) throws(ModelError) {
    for variable in [firstByteVariable, idleVariable] {
      guard let text = environment[variable], !text.isEmpty, seconds(text) == nil else { continue }
      throw ModelError(
        kind: .cannot,
        message: "\(variable) is “\(text.cut(to: 40))”, which is no number of seconds.",
        advice: "Set it to a number above 0, for example 600, or unset it.")
    }
  }

  private static func seconds(_ text: String?) -> Duration? {
    guard let text, let value = Double(text), value > 0, value < 1_000_000 else { return nil }
    return .seconds(value)
  }
}

/// The proxies of an environment, by curl's rules.
package struct ProxySettings: Sendable, Equatable {
  var http: String?
  var https: String?
  /// Hosts that are asked directly, as in `no_proxy`.
  var exceptions: String

  /// Reads the proxy variables; upper-case `HTTP_PROXY` is ignored, as in curl.
  init(environment: [String: String]) {
    func first(_ names: String...) -> String? {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    http = first("http_proxy", "all_proxy", "ALL_PROXY")
    https = first("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
    exceptions = first("no_proxy", "NO_PROXY") ?? ""
  }

  /// The proxy for `address`, nil for none; loopback is never asked through one.
  func proxy(for address: ServerAddress) -> String? {
    if address.isLoopback { return nil }
    return address.scheme == "https" ? https : http
  }
}
