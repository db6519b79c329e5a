import Testing

@testable import Sandbox

/// Which hosts and addresses a grant means.
@Suite struct GrantTests {
  /// What is written, and the one spelling it is compared in; nil where it names no host.
  static let names: [(text: String, name: String?)] = [
    ("example.com", "example.com"), ("EXAMPLE.com.", "example.com"), ("a_b.example", "a_b.example"),
    ("localhost", "localhost"), ("192.0.2.1", "192.0.2.1"), ("[2001:DB8::1]", "[2001:db8::1]"),
    ("[::ffff:127.0.0.1]", "[::ffff:127.0.0.1]"),
    ("xn--bcher-kva.example", "xn--bcher-kva.example"),
    ("", nil), (".", nil), ("a..b", nil), ("-a.com", nil), ("a-.com", nil), ("a b.com", nil),
    ("bücher.example", nil), ("a\0b.com", nil), ("example.com\0.evil.com", nil), ("a%00.com", nil),
    ("127.1", nil), ("0x7f.1", nil), ("2130706433", nil), ("0x7f000001", nil), ("0177.0.0.1", nil),
    ("1.2.3.4.", "1.2.3.4"), ("::1", nil), ("[::1", nil), ("[fe80::1%lo]", nil), ("[1.2.3.4]", nil),
    ("*.example.com", nil), ("user@example.com", nil), ("example.com/", nil),
    ("exa\u{202E}mple.com", nil),
    (String(repeating: "a", count: 64) + ".com", nil),
    (String(repeating: "a.", count: 130) + "com", nil), ("１２７.0.0.1", nil), ("a。com", nil),
  ]

  @Test(arguments: names) func spells(text: String, name: String?) {
    #expect(HostName(text)?.description == name)
  }

  static let rules: [(text: String, endpoints: [String]?)] = [
    ("example.com", ["example.com:443", "example.com:80"]),
    ("example.com:8443", ["example.com:8443"]),
    ("127.0.0.1:8080", ["127.0.0.1:8080"]), ("[::1]:8080", ["[::1]:8080"]),
    ("[::1]", ["[::1]:443", "[::1]:80"]), ("example.com:0", nil), ("example.com:65536", nil),
    ("example.com:+80", nil), ("example.com:", nil), ("example.com: 80", nil), (":80", nil),
    ("https://example.com", nil), ("example.com:80:90", nil),
  ]

  @Test(arguments: rules) func reads(text: String, endpoints: [String]?) {
    #expect(Endpoint.rule(text)?.map(\.description) == endpoints)
  }

  static let addresses: [(text: String, isPublic: Bool)] = [
    ("1.1.1.1", true), ("93.184.216.34", true), ("2606:4700::1111", true), ("172.32.0.1", true),
    ("0.0.0.0", false), ("10.1.2.3", false), ("127.0.0.53", false), ("169.254.169.254", false),
    ("172.16.0.1", false), ("172.31.255.255", false), ("192.168.1.1", false), ("100.64.0.1", false),
    ("192.0.2.1", false), ("198.18.0.1", false), ("198.51.100.7", false), ("203.0.113.9", false),
    ("224.0.0.1", false), ("255.255.255.255", false), ("::", false), ("::1", false),
    ("::ffff:8.8.8.8", false), ("::ffff:127.0.0.1", false), ("64:ff9b::7f00:1", false),
    ("fe80::1", false), ("fc00::1", false), ("fd12::1", false), ("ff02::1", false),
    ("2001:db8::1", false), ("2002:7f00:1::", false), ("2001:0:1::1", false), ("3fff::1", false),
  ]

  @Test(arguments: addresses) func knowsThePublicOnes(text: String, isPublic: Bool) throws {
    #expect(try #require(IPAddress(text)).isPublic == isPublic)
  }

  /// A grant, a host that is asked for, an address that its name leads to, and whether that may be.
  static let permissions: [([String], String, String, Bool)] = [
    (["example.com"], "example.com:443", "93.184.216.34", true),
    (["example.com"], "example.com:80", "93.184.216.34", true),
    (["example.com"], "example.com:8080", "93.184.216.34", false),
    (["example.com"], "www.example.com:443", "93.184.216.34", false),
    (["example.com"], "93.184.216.34:443", "93.184.216.34", false),
    (["example.com"], "example.com:443", "127.0.0.1", false),
    (["example.com"], "example.com:443", "169.254.169.254", false),
    (["example.com"], "example.com:443", "::1", false),
    (["example.com"], "example.com:443", "::ffff:10.0.0.1", false),
    (["nas.example", "192.168.1.5"], "nas.example:443", "192.168.1.5", true),
    (["nas.example", "192.168.1.5:80"], "nas.example:443", "192.168.1.5", false),
    (["nas.example", "192.168.1.5"], "nas.example:443", "192.168.1.6", false),
    (["127.0.0.1:8080"], "127.0.0.1:8080", "127.0.0.1", true),
    (["127.0.0.1:8080"], "127.0.0.1:8081", "127.0.0.1", false),
    (["localhost:8080"], "localhost:8080", "::1", true),
    (["localhost:8080"], "127.0.0.1:8080", "127.0.0.1", false),
    (["localhost:8080"], "localhost:8080", "10.0.0.1", false),
  ]

  @Test(arguments: permissions) func permits(
    rules: [String], asked: String, address: String, isPermitted: Bool
  ) throws {
    let endpoint = try #require(Endpoint(authority: asked))
    #expect(
      NetworkGrant(rules: rules).permits(
        try #require(IPAddress(address)), for: endpoint, near: NearNetworks(networks: []))
        == isPermitted)
  }

  /// An interface's address and mask, and an address that the granted name leads to.
  static let neighbours: [(interface: String, bits: Int, address: String, isPermitted: Bool)] = [
    ("11.22.33.44", 24, "11.22.33.44", false), ("11.22.33.44", 24, "11.22.33.1", false),
    ("11.22.33.44", 24, "11.22.34.44", true), ("11.22.33.44", 32, "11.22.33.45", true),
    ("11.22.33.44", 32, "11.22.33.44", false), ("11.22.33.44", 30, "11.22.33.47", false),
    ("11.22.33.44", 30, "11.22.33.48", true), ("11.22.33.44", 0, "93.184.216.34", true),
    ("11.22.33.44", 0, "11.22.33.44", false), ("11.22.33.44", 23, "11.22.32.7", false),
    ("2a02:8070:1:2::5", 64, "2a02:8070:1:2::5", false),
    ("2a02:8070:1:2::5", 128, "2a02:8070:1:2:99::1", false),
    ("2a02:8070:1:2::5", 64, "2a02:8070:1:3::5", true),
    ("2a02:8070:1:2::5", 56, "2a02:8070:1:3::5", false),
    ("2a02:8070:1:2::5", 0, "2a02:8070:1:3::5", true),
    ("11.22.33.44", 24, "2606:4700::1111", true),
  ]

  @Test(arguments: neighbours) func keepsNamesFromThisMachineAndItsLinks(
    interface: String, bits: Int, address: String, isPermitted: Bool
  ) throws {
    let networks = NearNetworks(
      networks: [NearNetworks.Network(try #require(IPAddress(interface)), bits: bits)])
    let address = try #require(IPAddress(address))
    let endpoint = try #require(Endpoint(authority: "a.example:443"))
    #expect(
      NetworkGrant(rules: ["a.example"]).permits(address, for: endpoint, near: networks)
        == isPermitted)
    // Granted itself, it may be reached by its name, too.
    #expect(
      NetworkGrant(rules: ["a.example", "\(HostName(address))"])
        .permits(address, for: endpoint, near: networks))
  }

  @Test func knowsItsOwnAddresses() throws {
    let loopback = try #require(IPAddress("127.0.0.1"))
    #expect(NearNetworks.ofThisMachine.networks.contains(NearNetworks.Network(loopback, bits: 8)))
  }

  /// Rules, a request, and what it is refused for.
  static let requests: [(rules: [String], request: String, refusal: String?)] = [
    (["a.example"], "CONNECT a.example:443", nil), (["a.example"], "GET http://a.example/", nil),
    (
      ["a.example"], "CONNECT a.example:80",
      "a tunnel to port 80 needs a permission that names that port"
    ),
    (["a.example:80"], "CONNECT a.example:80", nil),
    (["a.example:80"], "GET http://a.example/", nil),
    (["a.example", "a.example:80"], "CONNECT a.example:80", nil),
    (["a.example:80", "a.example"], "CONNECT a.example:80", nil),
    (
      ["a.example:443"], "GET http://a.example/",
      "it is not among the hosts that this app may reach"
    ),
    (
      ["a.example"], "GET http://b.example/", "it is not among the hosts that this app may reach"
    ),
    (["a.example:8080"], "CONNECT a.example:8080", nil),
  ]

  @Test(arguments: requests) func opensNoTunnelToPort80ByItself(
    rules: [String], request: String, refusal: String?
  ) throws {
    let request = try ProxyRequest(Array("\(request) HTTP/1.1\r\n\r\n".utf8))
    #expect(NetworkGrant(rules: rules).refusal(of: request) == refusal)
  }

  @Test func tellsProgramsOfTheProxyAndThePort() throws {
    var grant = NetworkGrant(ports: [8080, 8081])
    #expect(grant.environment == ["PORT": "8080"])
    grant = NetworkGrant(
      endpoints: try #require(Endpoint.rule("localhost:8080")), certificates: "/etc/certificates")
    #expect(
      grant.environment == [
        "http_proxy": "http://127.0.0.1:3128", "https_proxy": "http://127.0.0.1:3128",
        "HTTP_PROXY": "http://127.0.0.1:3128", "HTTPS_PROXY": "http://127.0.0.1:3128",
        "no_proxy": "127.0.0.1,::1", "NO_PROXY": "127.0.0.1,::1",
        "SSL_CERT_FILE": "/etc/ssl/certs/ca-certificates.crt",
        "CURL_CA_BUNDLE": "/etc/ssl/certs/ca-certificates.crt",
        "URLSessionCertificateAuthorityInfoFile": "/etc/ssl/certs/ca-certificates.crt",
      ])
  }
}
