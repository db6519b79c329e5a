import Testing

@testable import Sandbox

@Suite struct ProxyRequestTests {
  static let accepted: [(head: String, endpoint: String, forwarded: String?)] = [
    ("CONNECT Example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n", "example.com:443", nil),
    ("CONNECT [::1]:8443 HTTP/1.1\r\n\r\n", "[::1]:8443", nil),
    (
      "GET http://example.com/a?b HTTP/1.1\r\nHost: evil.com\r\nAccept: */*\r\n"
        + "Proxy-Connection: keep-alive\r\nProxy-Authorization: Basic x\r\nConnection: keep-alive\r\n\r\n",
      "example.com:80",
      "GET /a?b HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\nAccept: */*\r\n\r\n"
    ),
    (
      "POST HTTP://example.com:8080?q HTTP/1.0\r\nContent-Length: 2\r\n\r\n", "example.com:8080",
      "POST /?q HTTP/1.1\r\nHost: example.com:8080\r\nConnection: close\r\nContent-Length: 2\r\n\r\n"
    ),
  ]

  @Test(arguments: accepted) func accepts(head: String, endpoint: String, forwarded: String?) throws
  {
    let request = try ProxyRequest(Array(head.utf8))
    #expect(request.endpoint.description == endpoint)
    #expect(request.forwarded.map { String(decoding: $0, as: UTF8.self) } == forwarded)
  }

  static let refused = [
    "", "\r\n\r\n", "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n",
    "CONNECT example.com HTTP/1.1\r\n\r\n",
    "CONNECT example.com\0.evil.com:443 HTTP/1.1\r\n\r\n", "CONNECT 127.1:80 HTTP/1.1\r\n\r\n",
    "CONNECT 0x7f000001:80 HTTP/1.1\r\n\r\n", "CONNECT example.com:443\tx HTTP/1.1\r\n\r\n",
    "CONNECT  example.com:443 HTTP/1.1\r\n\r\n", "CONNECT example.com:443 HTTP/2\r\n\r\n",
    "CONNECT example.com:443 HTTP/1.1\n\n",
    "GET http://example.com/ HTTP/1.1\r\nA: b\nC: d\r\n\r\n",
    "GET http://example.com/ HTTP/1.1\r\nA: b\rC: d\r\n\r\n",
    "GET https://example.com/ HTTP/1.1\r\n\r\n",
    "GET file:///etc/passwd HTTP/1.1\r\n\r\n", "GET http://user@example.com/ HTTP/1.1\r\n\r\n",
    "GET http://example.com#@evil.com/ HTTP/1.1\r\n\r\n",
    "GET http://example.com\\@evil.com/ HTTP/1.1\r\n\r\n",
    "GET http:///etc HTTP/1.1\r\n\r\n", "GET http://example.com/ HTTP/1.1\r\n folded\r\n\r\n",
    "GET http://example.com/ HTTP/1.1\r\nHost : x\r\n\r\n",
    "G(T http://example.com/ HTTP/1.1\r\n\r\n",
    "GET http://exam%70le.com/ HTTP/1.1\r\n\r\n",
    "GET http://example.com/ HTTP/1.1\r\nA: \u{1B}[2J\r\n\r\n",
  ]

  @Test(arguments: refused) func refuses(head: String) {
    #expect(throws: ProxyRequest.Refusal.self) { try ProxyRequest(Array(head.utf8)) }
  }

  @Test func findsTheEndOfTheHeadInPieces() {
    let bytes = Array("a\r\n\r\nrest".utf8)
    for cut in 0...bytes.count {
      let first = SocketText.endOfHead(Array(bytes[..<cut]), from: 0)
      #expect((first ?? SocketText.endOfHead(bytes, from: max(0, cut - 3))) == 5)
    }
  }
}
