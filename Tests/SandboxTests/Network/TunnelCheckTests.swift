import Testing

@testable import Sandbox

/// What is sent into a tunnel first: read in any pieces, compared with what was granted.
@Suite struct TunnelCheckTests {
  @Test func hellosOfRealClients() {
    #expect(
      ClientHello.read(Hello.named)
        == .whole(
          ClientHello(serverName: "granted.example", hasEncryptedHello: false),
          bytes: Hello.named.count))
    #expect(
      ClientHello.read(Hello.unnamed + [20, 3])
        == .whole(
          ClientHello(serverName: nil, hasEncryptedHello: false), bytes: Hello.unnamed.count))
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
        == .whole(
          ClientHello(serverName: "a.example", hasEncryptedHello: false), bytes: hello.count))
  }

  @Test(
    arguments: [
      // Another hello in the record of the first, which a server might read next.
      Hello.joined([Hello.name("a.example")], [Hello.name("b.example")]),
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
    // In one piece, and byte by byte; the server's answer comes when it is waited for.
    for size in [given.bytes.count, 1] {
      var check = TunnelCheck(try #require(Endpoint(authority: given.target)))
      let (passed, refusal) = Self.outcome(&check, given.bytes, pieces: size, answers: Hello.answer)
      #expect(refusal == given.refusal)
      if refusal == nil { #expect(passed == given.bytes) }
    }
  }

  /// Feeds a check; what went on, and what it was refused for.
  private static func outcome(
    _ check: inout TunnelCheck, _ bytes: [UInt8], pieces size: Int, answers: [UInt8]
  ) -> (passed: [UInt8], refusal: String?) {
    var rest = bytes[...]
    var answer = answers[...]
    var passed: [UInt8] = []
    while !rest.isEmpty || (check.waitsForServer && !answer.isEmpty) {
      let verdict: SendVerdict
      if check.waitsForServer, !answer.isEmpty {
        verdict = check.heard(Array(answer.prefix(size)))
        answer = answer.dropFirst(size)
      } else {
        verdict = check.append(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      switch verdict {
      case .pass(let bytes): passed += bytes
      case .passAll(let bytes), .last(let bytes): return (passed + bytes + rest, nil)
      case .refuse(let target, let reason): return (passed, "\(target): \(reason)")
      }
    }
    return (passed, nil)
  }

  /// What follows a first hello for a.example when the server asks for another one.
  static let seconds: [(bytes: [UInt8], refusal: String?)] = [
    (Hello.made([Hello.name("a.example")]), nil),
    (Hello.cipherChange + Hello.made([Hello.name("a.example")], recordBytes: 9) + [23, 3, 3], nil),
    (Hello.data(300) + Hello.cipherChange + Hello.made([Hello.name("a.example")]), nil),
    (
      Hello.made([Hello.name("b.example")]),
      "b.example: it was named in the TLS hello of a connection to a.example:443"
    ),
    (
      Hello.data(300) + Hello.cipherChange + Hello.made([Hello.name("b.example")]) + [1],
      "b.example: it was named in the TLS hello of a connection to a.example:443"
    ),
    (Hello.made([]), "a.example:443: its TLS hello does not name the host"),
    (
      Hello.made([Hello.name("a.example"), Hello.encrypted]),
      "a.example:443: its TLS hello hides the host that it is for (ECH)"
    ),
    (Array("GET / HTTP/1.1".utf8), "a.example:443: its second TLS hello cannot be read"),
    ([22, 3, 3, 0, 1, 16], "a.example:443: its second TLS hello cannot be read"),
  ]

  @Test(arguments: seconds) func aSecondHelloIsForTheSameHost(bytes: [UInt8], refusal: String?)
    throws
  {
    let first = Hello.made([Hello.name("a.example")])
    for size in [first.count + bytes.count, 7, 1] {
      var check = TunnelCheck(try #require(Endpoint(authority: "a.example:443")))
      let outcome = Self.outcome(&check, first + bytes, pieces: size, answers: Hello.retry)
      #expect(outcome.refusal == refusal)
      if refusal == nil { #expect(outcome.passed == first + bytes) }
      // Nothing of a hello for another host has gone on.
      #expect(refusal == nil || !outcome.passed.dropFirst(first.count).contains(22))
    }
  }

  /// Beginnings of servers' answers: a HelloRetryRequest, something else, or not enough to tell.
  @Test(
    arguments: [
      (Hello.retry, true), (Hello.answer, false), (Array(Hello.retry.prefix(40)), nil),
      (Hello.records([2, 0, 0, 60, 3, 3] + ServerAnswer.retry, recordBytes: 1), true),
      ([21, 3, 3, 0, 2, 2, 40], false), (Array("HTTP/1.1 400".utf8), false), ([22], nil),
      ([22, 3, 3, 0, 1, 0], false), ([UInt8](repeating: 22, count: 5000), false),
      ([22, 3, 3, 0, 0], nil),
    ] as [([UInt8], Bool?)])
  func tellsWhetherTheServerAsksAgain(bytes: [UInt8], asks: Bool?) {
    var whole = ServerAnswer()
    #expect(whole.append(bytes) == asks)
    var pieces = ServerAnswer()
    var answer: Bool?
    for byte in bytes where answer == nil { answer = pieces.append([byte]) }
    #expect(answer == asks)
  }

  @Test func aServerThatClosesEndsTheWait() throws {
    var check = TunnelCheck(try #require(Endpoint(authority: "a.example:443")))
    let hello = Hello.made([Hello.name("a.example")])
    #expect(check.append(hello + hello) == .pass(hello))
    #expect(check.waitsForServer)
    #expect(check.heard([]) == .last([]))
  }

  @Test func ends() throws {
    let endpoint = try #require(Endpoint(authority: "a.example:443"))
    var check = TunnelCheck(endpoint)
    #expect(check.end() == .last([]))
    #expect(check.append([22, 3]) == .pass([]))
    #expect(
      check.end()
        == .refuse(target: "a.example:443", reason: "its TLS hello ends in the middle"))
  }

  @Test func hellosWithoutEnd() throws {
    var check = TunnelCheck(try #require(Endpoint(authority: "a.example:443")))
    var verdict = SendVerdict.pass([])
    var sent = 0
    while verdict == .pass([]), sent < 1 << 20 {
      verdict = check.append([22, 3, 1, 0, 1, sent == 0 ? 1 : 0])
      sent += 6
    }
    #expect(verdict != .pass([]))
    #expect(sent < 100_000)
  }
}
