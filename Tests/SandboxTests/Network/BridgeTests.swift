import Foundation
import Synchronization
import Testing

@testable import Sandbox

/// The one way out and the one way in, with real sockets and the real sandbox.
@Suite struct BridgeTests {
  private static let answer =
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"

  /// Runs a script of bash; events in order.
  private func run(
    _ script: String, _ grant: NetworkGrant,
    onEvent: @escaping @Sendable (NetworkEvent) -> Void = { _ in }
  ) async throws -> (CommandResult, [NetworkEvent]) {
    let events = Mutex<[NetworkEvent]>([])
    var policy = try Fixture.policy(.run)
    policy.network = grant
    var command = ConfinedCommand(["/bin/bash", "-c", script], policy: policy)
    command.onNetwork = { event in
      events.withLock { $0.append(event) }
      onEvent(event)
    }
    let result = try await Fixture.runner().run(command)
    return (result, events.withLock { $0 })
  }

  private func grant(_ rules: String..., ports: [UInt16] = []) throws -> NetworkGrant {
    for rule in rules { try #require(Endpoint.rule(rule) != nil) }
    return NetworkGrant(rules: rules, ports: ports)
  }

  /// Sends a request to the proxy that the variables name, and prints the answer.
  private func ask(_ request: String) -> String {
    """
    address=${http_proxy#http://}
    exec 3<>/dev/tcp/${address%:*}/${address#*:}
    printf '\(request)' >&3
    cat <&3
    """
  }

  @Test func passesPlainRequestsToAHostOfTheGrant() async throws {
    let server = try LoopbackServer(answer: Self.answer)
    let (result, _) = try await run(
      ask("GET http://127.0.0.1:\(server.port)/x HTTP/1.1\\r\\nHost: other\\r\\n\\r\\n"),
      try grant("127.0.0.1:\(server.port)"))
    #expect(result.output == Self.answer)
    #expect(
      server.requests == [
        "GET /x HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nConnection: close\r\n\r\n"
      ])
  }

  /// What follows a request's body would be another request, which nobody has checked.
  @Test(arguments: [
    ("GET", "", "", ""), ("POST", "Content-Length: 3\r\n", "abc", "abc"),
    (
      "POST", "Transfer-Encoding: chunked\r\n", "2\r\nab\r\n0\r\n\r\n", "2\r\nab\r\n0\r\n\r\n"
    ),
  ])
  func passesOneRequest(method: String, field: String, body: String, passed: String) async throws {
    let server = try LoopbackServer(answer: Self.answer, readsToEnd: true)
    let second = "GET http://127.0.0.1:\(server.port)/second HTTP/1.1\r\nHost: other\r\n\r\n"
    let request =
      "\(method) http://127.0.0.1:\(server.port)/ HTTP/1.1\r\n\(field)\r\n\(body)\(second)"
    let (result, _) = try await run(
      ask(request.replacing("\r", with: "\\r").replacing("\n", with: "\\n")),
      try grant("127.0.0.1:\(server.port)"))
    #expect(result.output == Self.answer)
    #expect(
      server.requests == [
        "\(method) / HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nConnection: close\r\n\(field)"
          + "\r\n\(passed)"
      ])
  }

  @Test func tunnelsBytesAndCountsThem() async throws {
    let server = try LoopbackServer(answer: "pong")
    let (result, _) = try await run(
      ask("CONNECT localhost:\(server.port) HTTP/1.1\\r\\n\\r\\nping"),
      try grant("localhost:\(server.port)"))
    #expect(result.output == "HTTP/1.1 200 Connection established\r\n\r\npong")
    #expect(server.requests == ["ping"])
  }

  /// Bytes for `printf`.
  private func escaped(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { "\\x" + String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  @Test func comparesTheNameInTheHelloWithTheHostOfTheTunnel() async throws {
    let server = try LoopbackServer(answer: "served")
    let target = "localhost:\(server.port)"
    // In two pieces, the first of which comes with the request.
    func attempt(_ name: String) async throws -> (CommandResult, [NetworkEvent]) {
      let hello = Hello.made([Hello.name(name)])
      return try await run(
        """
        \(ask("CONNECT \(target) HTTP/1.1\\r\\n\\r\\n\(escaped(hello.prefix(20)))")
          .replacing("cat <&3", with: "read -r line <&3; read -r line <&3"))
        printf '\(escaped(hello.dropFirst(20)))' >&3
        cat <&3 | od -An -tx1
        """, try grant(target))
    }
    let (passed, reached) = try await attempt("localhost")
    #expect(passed.output == " 73 65 72 76 65 64\n")
    #expect(server.requests.count == 1)
    let hello = Hello.made([Hello.name("localhost")])
    #expect(
      reached == [
        .reached(
          try #require(Endpoint(authority: target)), sent: hello.count, received: 6)
      ])

    let (closed, refused) = try await attempt("other.example")
    #expect(closed.output == " 15 03 01 00 02 02 70\n")
    #expect(
      refused == [
        .refused(
          target: "other.example",
          reason: "it was named in the TLS hello of a connection to \(target)")
      ])
    // Connected to, and told nothing.
    #expect(server.requests.dropFirst().filter { !$0.isEmpty } == [])
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "openssl is missing"),
    arguments: [("localhost", true), ("other.example", false)])
  func opensslIsCompared(name: String, passes: Bool) async throws {
    let server = try LoopbackServer(answer: "no TLS")
    let (_, events) = try await run(
      "openssl s_client -proxy 127.0.0.1:3128 -connect localhost:\(server.port) -servername \(name)"
        + " </dev/null", try grant("localhost:\(server.port)"))
    #expect(server.requests.contains { $0.hasPrefix("\u{16}\u{3}") } == passes)
    #expect(events.contains { if case .refused(name, _) = $0 { true } else { false } } == !passes)
  }

  @Test(arguments: [
    "127.0.0.1:1", "localhost:PORT", "[::1]:PORT", "127.0.0.1:PORT", "10.0.0.1:PORT",
  ])
  func refusesWhatWasNotGranted(target: String) async throws {
    let server = try LoopbackServer(answer: Self.answer)
    let target = target.replacing("PORT", with: "\(server.port)")
    let (result, events) = try await run(
      ask("CONNECT \(target) HTTP/1.1\\r\\n\\r\\n"), try grant("example.com"))
    #expect(result.output.hasPrefix("HTTP/1.1 403 Forbidden\r\n"))
    #expect(
      events == [
        .refused(
          target: target, reason: "it is not among the hosts that this app may reach")
      ])
    #expect(server.requests.isEmpty)
  }

  @Test func leavesNoOtherWay() async throws {
    let server = try LoopbackServer(answer: Self.answer)
    let (result, _) = try await run(
      "exec 3<>/dev/tcp/127.0.0.1/\(server.port) && echo connected; cat /proc/net/dev | wc -l",
      try grant("127.0.0.1:\(server.port)"))
    #expect(result.output == "3\n")
    #expect(server.requests.isEmpty)
  }

  @Test func endsWithTheRun() async throws {
    let server = try LoopbackServer(answer: "x")
    let request = ask("CONNECT 127.0.0.1:\(server.port) HTTP/1.1\\r\\n\\r\\nx")
    let (result, _) = try await run(
      "(\(request)) >/dev/null & sleep 0.2; exit 3", try grant("127.0.0.1:\(server.port)"))
    #expect(result.ending == .exited(3))
  }

  @Test func publishesAPortOnLoopbackOnly() async throws {
    let answer = Mutex("")
    // Ends after one connection.
    let script = """
      perl -e 'use IO::Socket::INET; my $l = IO::Socket::INET->new(LocalAddr => "127.0.0.1",
        LocalPort => $ENV{PORT}, Listen => 1) or die; my $c = $l->accept;
        my $line = <$c>; print $line, $ENV{WISP_PORT}; print $c "served\\n"'
      """
    let (result, events) = try await run(script, try grant(ports: [8123])) { event in
      guard case .published(8123, let outside) = event else { return }
      Thread.detachNewThread {
        guard
          let socket = HostSocket.connect(
            to: IPAddress.loopback[0], port: outside, seconds: 5)
        else { return }
        _ = SocketText.send("hello\n", to: socket)
        var waiting = pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0)
        poll(&waiting, 1, 20_000)
        var buffer = [UInt8](repeating: 0, count: 100)
        let count = recv(socket.number, &buffer, buffer.count, 0)
        answer.withLock { $0 = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self) }
      }
    }
    guard case .published(8123, let outside) = try #require(events.first) else {
      Issue.record("\(events)")
      return
    }
    #expect(result.output == "hello\n\(outside)")
    #expect(events.count == 1)
  }

  @Test func takesAnotherPortWhereThatIsTaken() throws {
    let (first, port) = try HostSocket.listen(near: 0)
    let (second, other) = try HostSocket.listen(near: port)
    #expect(other != port)
    withExtendedLifetime((first, second)) {}
  }

  @Test func countsConnectionsAndBytes() async throws {
    let server = try LoopbackServer(answer: String(repeating: "x", count: 100_000))
    var grant = try grant("127.0.0.1:\(server.port)")
    grant.limits.bytes = 1000
    let (result, _) = try await run(
      ask("CONNECT 127.0.0.1:\(server.port) HTTP/1.1\\r\\n\\r\\nx") + " | wc -c", grant)
    #expect((Int(result.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? .max) < 100_000)
  }
}
