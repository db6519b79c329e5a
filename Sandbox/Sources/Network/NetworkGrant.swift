/// A host and a port that an app may reach.
package struct Endpoint: Sendable, Hashable, Codable, CustomStringConvertible {
  package var host: HostName
  package var port: UInt16

  package init(host: HostName, port: UInt16) {
    self.host = host
    self.port = port
  }

  package var description: String { "\(host):\(port)" }

  /// Reads a rule: `example.com` stands for its ports 443 and 80, `example.com:8443` for that one.
  ///
  /// Without a port, 80 is for plain requests only: see `NetworkGrant.requestsOnly`.
  ///
  /// Nil if it is neither; there are no wildcards.
  package static func rule(_ text: String) -> [Endpoint]? {
    if let host = HostName(text) {
      return [443, 80].map { Endpoint(host: host, port: $0) }
    }
    return Endpoint(authority: text).map { [$0] }
  }

  /// Reads `host:port`.
  init?(authority text: some StringProtocol) {
    guard let colon = text.lastIndex(of: ":"), let host = HostName(text[..<colon]) else {
      return nil
    }
    let digits = text[text.index(after: colon)...]
    guard (1...5).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = UInt16(digits), port > 0
    else { return nil }
    self.init(host: host, port: port)
  }
}

/// What of the network a command may use: nothing but this.
package struct NetworkGrant: Sendable, Equatable, Codable {
  /// What it may connect to, through the proxy.
  package var endpoints: [Endpoint]
  /// Those of `endpoints` that take plain `http://` requests and no tunnels.
  ///
  /// That is port 80 of a rule that names no port: nothing in a tunnel to there can be compared with the host
  /// that was granted.
  package var requestsOnly: Set<Endpoint> = []
  /// Ports on which it listens and which appear on the host's loopback.
  package var ports: [UInt16]
  /// The host's file of trusted certificates, shown inside; nil if there is none.
  package var certificates: String?
  package var limits: Limits
  /// Whether nothing is reached all the same: a check shows an app that the proxy is there, and no more.
  package var isStandIn: Bool

  /// Ends of what goes through the proxy.
  package struct Limits: Sendable, Equatable, Codable {
    /// Connections at a time.
    package var connections = 32
    /// Bytes of a run, both ways together.
    package var bytes = 1 << 30
    /// Seconds in which nothing is sent either way.
    package var idleSeconds = 120.0

    package init() {}
  }

  package init(
    endpoints: [Endpoint] = [], ports: [UInt16] = [], certificates: String? = nil,
    limits: Limits = Limits(), isStandIn: Bool = false
  ) {
    self.isStandIn = isStandIn
    self.endpoints = endpoints
    self.ports = ports
    self.certificates = certificates
    self.limits = limits
  }

  /// Reads rules (`Endpoint.rule`); those that are none are left out.
  package init(rules: [String], ports: [UInt16] = [], certificates: String? = nil) {
    var named: Set<Endpoint> = []
    var endpoints: [Endpoint] = []
    for text in rules {
      let read = Endpoint.rule(text) ?? []
      endpoints += read
      if let one = read.first, read.count == 1 { named.insert(one) }
    }
    self.init(
      endpoints: endpoints, ports: ports, certificates: endpoints.isEmpty ? nil : certificates)
    requestsOnly = Set(endpoints.filter { $0.port == 80 }).subtracting(named)
  }

  /// Whether there is anything to it.
  package var isEmpty: Bool { endpoints.isEmpty && ports.isEmpty }

  /// Where the proxy listens, on loopback inside.
  static let proxyPort = 3128

  /// The variable that names the host's port for the first one: what a user opens, and what may be another
  /// number where that port was taken.
  static let publishedPort = "WISP_PORT"

  /// Where the certificates are shown inside; also the place where Debian's programs look.
  static let certificatesInside = "/etc/ssl/certs/ca-certificates.crt"

  /// Variables that tell programs of the proxy, the certificates and the first port.
  var environment: [String: String] {
    var variables: [String: String] = [:]
    if !endpoints.isEmpty {
      for name in ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"] {
        variables[name] = "http://127.0.0.1:\(Self.proxyPort)"
      }
      // Its own loopback is the app's; what was granted of the host's goes through the proxy.
      let granted = Set(endpoints.map(\.host.description))
      let own = [("localhost", "localhost"), ("127.0.0.1", "127.0.0.1"), ("[::1]", "::1")]
        .filter { !granted.contains($0.0) }.map(\.1).joined(separator: ",")
      for name in ["no_proxy", "NO_PROXY"] { variables[name] = own }
      if certificates != nil {
        // OpenSSL's, curl's and URLSession's names for the same thing.
        for name in ["SSL_CERT_FILE", "CURL_CA_BUNDLE", "URLSessionCertificateAuthorityInfoFile"] {
          variables[name] = Self.certificatesInside
        }
      }
    }
    if let port = ports.first { variables["PORT"] = "\(port)" }
    return variables
  }

  /// Why a request is not part of the grant; nil if it is.
  func refusal(of request: ProxyRequest) -> String? {
    guard !isStandIn, endpoints.contains(request.endpoint) else {
      return "it is not among the hosts that this app may reach"
    }
    guard request.forwarded == nil, requestsOnly.contains(request.endpoint) else { return nil }
    return "a tunnel to port 80 needs a permission that names that port"
  }

  /// Whether a connection to `address`, which `endpoint` was looked up to, is part of the grant.
  ///
  /// A name that leads to this machine, its neighbours on a link or a private network does so only if it is
  /// `localhost`, or if the address and port are granted themselves: a name's owner decides where it leads,
  /// and may decide anew at any time.
  func permits(_ address: IPAddress, for endpoint: Endpoint, near networks: NearNetworks) -> Bool {
    guard !isStandIn, endpoints.contains(endpoint) else { return false }
    return (address.isPublic && !networks.contains(address)) || endpoint.host.isAddress
      || (endpoint.host.description == "localhost" && address.isLoopback)
      || endpoints.contains(Endpoint(host: HostName(address), port: endpoint.port))
  }
}

/// What happened on a command's way to the network or back.
package enum NetworkEvent: Sendable, Equatable {
  /// The command's port can be reached on the host's loopback, there perhaps as another number.
  case published(inside: UInt16, outside: UInt16)
  /// A connection that has ended, with the bytes each way.
  case reached(Endpoint, sent: Int, received: Int)
  /// A connection that was not made, because it may not be.
  case refused(target: String, reason: String)
  /// A connection that may be made and could not.
  case failed(Endpoint, reason: String)
}
