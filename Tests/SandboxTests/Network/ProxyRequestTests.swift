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

  @Test(arguments: [
    ("", ProxyRequest.BodyLength.bytes(0)), ("Content-Length: 12\r\n", .bytes(12)),
    ("content-length:0\r\n", .bytes(0)), ("Transfer-Encoding: Chunked\r\n", .chunked),
    ("X-Content-Length: 5\r\n", .bytes(0)),
  ])
  func measuresTheBody(fields: String, body: ProxyRequest.BodyLength) throws {
    let head = "POST http://a.example/ HTTP/1.1\r\n\(fields)\r\n"
    #expect(try ProxyRequest(Array(head.utf8)).body == body)
  }

  @Test(arguments: [
    "Content-Length: 3\r\nTransfer-Encoding: chunked", "Content-Length: 3\r\nContent-Length: 3",
    "Content-Length: 3\r\ncontent-length: 4", "Content-Length: 3, 3", "Content-Length: +3",
    "Content-Length: -3", "Content-Length: 0x3", "Content-Length:", "Content-Length: 3 ",
    "Content-Length: 9999999999999999999", "Transfer-Encoding: chunked, chunked",
    "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: \u{B}chunked", "Transfer-Encoding: identity", "Transfer-Encoding:",
  ])
  func refusesLengthsThatCouldBeReadInTwoWays(fields: String) {
    let head = "POST http://a.example/ HTTP/1.1\r\n\(fields)\r\n\r\n"
    #expect(throws: ProxyRequest.Refusal.self) { try ProxyRequest(Array(head.utf8)) }
  }

  /// Bodies: how they are declared, what comes, what of it goes on and how it ends.
  static let bodies: [(field: String, sent: String, passed: String, ending: String)] = [
    ("", "", "", "open"), ("", "GET / HTTP/1.1\r\n\r\n", "", "last"),
    ("Content-Length: 3", "abc", "abc", "open"), ("Content-Length: 3", "abcd", "abc", "last"),
    ("Content-Length: 3", "ab", "ab", "open"),
    (
      "Transfer-Encoding: chunked", "3\r\nabc\r\n0\r\n\r\n", "3\r\nabc\r\n0\r\n\r\n", "open"
    ),
    (
      "Transfer-Encoding: chunked", "A\r\n0123456789\r\n0\r\nX: y\r\n\r\nGET /",
      "A\r\n0123456789\r\n0\r\nX: y\r\n\r\n", "last"
    ),
    ("Transfer-Encoding: chunked", "3;x=y\r\nabc", "", "refused"),
    ("Transfer-Encoding: chunked", "3\nabc", "", "refused"),
    ("Transfer-Encoding: chunked", "+3\r\nabc", "", "refused"),
    ("Transfer-Encoding: chunked", "3\r\nabcd\r\n", "", "refused"),
    ("Transfer-Encoding: chunked", "0\r\nX: y\n\r\n", "", "refused"),
    ("Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFF\r\n", "", "refused"),
    ("Transfer-Encoding: chunked", String(repeating: "0", count: 2000), "", "refused"),
  ]

  @Test(arguments: bodies) func passesTheDeclaredBody(
    field: String, sent: String, passed: String, ending: String
  ) throws {
    let head = "POST http://a.example/ HTTP/1.1\r\n\(field.isEmpty ? "" : field + "\r\n")\r\n"
    let request = try ProxyRequest(Array(head.utf8))
    // In one piece, and byte by byte.
    for size in [max(1, sent.utf8.count), 1] {
      var body = RequestBody(request)
      var rest = Array(sent.utf8)[...]
      var output: [UInt8] = []
      var seen = "open"
      while seen == "open", !rest.isEmpty {
        switch body.append(Array(rest.prefix(size))) {
        case .pass(let bytes): output += bytes
        case .last(let bytes), .passAll(let bytes): (output, seen) = (output + bytes, "last")
        case .refuse: seen = "refused"
        }
        rest = rest.dropFirst(size)
      }
      #expect(seen == ending)
      if ending != "refused" { #expect(String(decoding: output, as: UTF8.self) == passed) }
    }
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
