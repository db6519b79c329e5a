import Testing

@testable import Sandbox

/// What is sent into a tunnel first: read in any pieces, compared with what was granted.
@Suite struct TunnelCheckTests {
  @Test func hellosOfRealClients() {
    #expect(
      ClientHello.read(Hello.named)
        == .whole(ClientHello(serverName: "granted.example", hasEncryptedHello: false)))
    #expect(
      ClientHello.read(Hello.unnamed)
        == .whole(ClientHello(serverName: nil, hasEncryptedHello: false)))
    for hello in [Hello.named, Hello.unnamed] {
      for count in 0..<hello.count {
        #expect(ClientHello.read(Array(hello.prefix(count))) == .incomplete)
      }
    }
  }

  /// Any byte of a hello changed: it is read or refused, and never trapped on.
  @Test func damagedHellos() {
    for place in Hello.named.indices {
      for value: UInt8 in [0, 1, 0x7F, 0xFF] {
        var hello = Hello.named
        hello[place] = value
        _ = ClientHello.read(hello)
      }
    }
  }

  @Test(arguments: [1, 2, 3, 5, 100]) func manyRecords(recordBytes: Int) {
    let hello = Hello.made([Hello.name("a.example")], recordBytes: recordBytes)
    #expect(
      ClientHello.read(hello)
        == .whole(ClientHello(serverName: "a.example", hasEncryptedHello: false)))
  }

  @Test(
    arguments: [
      // A record of another kind within the message, one without bytes, and another message.
      [22, 3, 1, 0, 1, 1, 23, 3, 3, 0, 1, 0], [22, 3, 1, 0, 0], [22, 3, 1, 0, 1, 2],
      [22, 3, 1, 255, 255, 1], [22, 3, 1, 0, 4, 1, 255, 255, 255],
      Hello.made([Hello.name("a.example"), Hello.name("b.example")]), Hello.made([Hello.name("")]),
      Hello.made([[0, 0, 0, 0]]), Hello.made([[0, 5, 9, 9]]),
    ] as [[UInt8]])
  func malformed(bytes: [UInt8]) {
    #expect(ClientHello.read(bytes) == .malformed)
  }

  struct Case: Sendable {
    var bytes: [UInt8]
    var target: String
    var refusal: String?

    init(_ bytes: [UInt8], to target: String = "a.example:443", refused: String? = nil) {
      (self.bytes, self.target, refusal) = (bytes, target, refused)
    }
  }

  @Test(arguments: [
    Case(Hello.made([Hello.name("a.example")])),
    Case(Hello.made([Hello.name("A.Example.")])),
    Case(Hello.made([Hello.name("a.example")], recordBytes: 7) + Array("more".utf8)),
    Case(Hello.named, to: "granted.example:8443"),
    Case(Hello.unnamed, to: "192.0.2.1:443"), Case(Hello.unnamed, to: "[2001:db8::1]:443"),
    Case(Array("GET / HTTP/1.1".utf8), to: "a.example:80"), Case([0], to: "a.example:22"),
    Case(
      Hello.made([Hello.name("b.example")]),
      refused: "b.example: it was named in the TLS hello of a connection to a.example:443"),
    Case(
      Hello.made([Hello.name("x.a.example")], recordBytes: 1), to: "a.example:8443",
      refused: "x.a.example: it was named in the TLS hello of a connection to a.example:8443"),
    Case(
      Hello.made([Hello.name("a.example\0.b.example")]),
      refused: "a.example\0.b.example: it was named in the TLS hello of a connection to "
        + "a.example:443"),
    Case(
      Hello.named, to: "192.0.2.1:443",
      refused: "granted.example: it was named in the TLS hello of a connection to 192.0.2.1:443"),
    Case(Hello.unnamed, refused: "a.example:443: its TLS hello does not name the host"),
    Case(
      Hello.made([Hello.name("a.example"), Hello.encrypted]),
      refused: "a.example:443: its TLS hello hides the host that it is for (ECH)"),
    Case(
      Hello.made([[0, 0, 0, 0]]), refused: "a.example:443: its TLS hello cannot be read"),
    Case(
      Array("GET / HTTP/1.1".utf8), refused: "a.example:443: the connection is not TLS"),
  ])
  func verdicts(given: Case) throws {
    let endpoint = try #require(Endpoint(authority: given.target))
    // In one piece, and byte by byte.
    for size in [given.bytes.count, 1] {
      var check = TunnelCheck(endpoint)
      var rest = given.bytes[...]
      var verdict = TunnelCheck.Verdict.undecided
      while verdict == .undecided, !rest.isEmpty {
        verdict = check.append(rest.prefix(size))
        rest = rest.dropFirst(size)
      }
      switch verdict {
      case .undecided: Issue.record("undecided")
      case .pass(let bytes):
        #expect(given.refusal == nil)
        #expect(bytes + rest == given.bytes)
      case .refuse(let target, let reason): #expect(given.refusal == "\(target): \(reason)")
      }
    }
  }

  @Test func ends() throws {
    let endpoint = try #require(Endpoint(authority: "a.example:443"))
    var check = TunnelCheck(endpoint)
    #expect(check.end() == .pass([]))
    #expect(check.append([22, 3]) == .undecided)
    #expect(
      check.end()
        == .refuse(target: "a.example:443", reason: "its TLS hello ends in the middle"))
  }

  @Test func hellosWithoutEnd() throws {
    var check = TunnelCheck(try #require(Endpoint(authority: "a.example:443")))
    var verdict = TunnelCheck.Verdict.undecided
    var sent = 0
    while verdict == .undecided, sent < 1 << 20 {
      verdict = check.append([22, 3, 1, 0, 1, sent == 0 ? 1 : 0])
      sent += 6
    }
    #expect(verdict != .undecided)
    #expect(sent < 100_000)
  }
}
