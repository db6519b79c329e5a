import Foundation

/// One connection of the confined program to the proxy: one request, checked, then bytes both ways.
///
/// The next request, a redirect's too, comes over a connection of its own: of a plain request exactly its
/// declared body is passed on.
struct ProxyConnection {
  let bridge: NetworkBridge

  private static let headSeconds = 10.0
  private static let connectSeconds = 15.0

  func run(_ inner: SharedDescriptor) {
    guard let (head, rest) = readHead(inner) else { return }
    let request: ProxyRequest
    do {
      request = try ProxyRequest(head)
    } catch {
      refuse(inner, error.target, error.reason)
      return
    }
    let endpoint = request.endpoint
    if let reason = bridge.grant.refusal(of: request) {
      refuse(inner, "\(endpoint)", reason)
      return
    }
    let addresses = HostSocket.addresses(of: endpoint.host)
    guard !addresses.isEmpty else {
      fail(inner, endpoint, "its address was not found")
      return
    }
    let networks = NearNetworks.ofThisMachine
    let permitted = addresses.filter { bridge.grant.permits($0, for: endpoint, near: networks) }
    guard !permitted.isEmpty else {
      let place =
        networks.contains(addresses[0])
        ? "this machine's own or a neighbour's address" : "not on the internet"
      refuse(
        inner, "\(endpoint)",
        "it leads to \(addresses[0]), which is \(place) and was not allowed by itself")
      return
    }
    for address in permitted {
      guard
        let outer = HostSocket.connect(
          to: address, port: endpoint.port, seconds: Self.connectSeconds)
      else { continue }
      _ = bridge.holding(outer) { relay(inner, outer, request, rest) }
      return
    }
    fail(inner, endpoint, String(cString: strerror(errno)))
  }

  private func relay(
    _ inner: SharedDescriptor, _ outer: SharedDescriptor, _ request: ProxyRequest, _ rest: [UInt8]
  ) {
    var relay = Relay()
    if request.forwarded != nil {
      relay.check = RequestBody(request)
    } else {
      relay.check = TunnelCheck(request.endpoint)
      guard SocketText.send("HTTP/1.1 200 Connection established\r\n\r\n", to: inner) else {
        return
      }
    }
    relay.run(
      inner, outer, head: request.forwarded ?? [], early: rest,
      idleSeconds: bridge.grant.limits.idleSeconds
    ) { bridge.spend($0) }
    guard let refusal = relay.refusal else {
      bridge.note(.reached(request.endpoint, sent: relay.sent, received: relay.received))
      return
    }
    bridge.note(.refused(target: refusal.target, reason: refusal.reason))
    if request.forwarded == nil { _ = SocketText.send(TunnelCheck.alert, to: inner) }
    shutdown(inner.number, Int32(SHUT_WR))
  }

  private func refuse(_ inner: SharedDescriptor, _ target: String, _ reason: String) {
    bridge.note(.refused(target: target, reason: reason))
    answer(inner, "403 Forbidden", "wisp: \(target): \(reason)")
  }

  private func fail(_ inner: SharedDescriptor, _ endpoint: Endpoint, _ reason: String) {
    bridge.note(.failed(endpoint, reason: reason))
    answer(inner, "502 Bad Gateway", "wisp: \(endpoint): \(reason)")
  }

  private func answer(_ inner: SharedDescriptor, _ status: String, _ text: String) {
    _ = SocketText.send(
      "HTTP/1.1 \(status)\r\nContent-Type: text/plain; charset=utf-8\r\n"
        + "Content-Length: \(text.utf8.count + 1)\r\nConnection: close\r\n\r\n\(text)\n", to: inner)
    shutdown(inner.number, Int32(SHUT_WR))
  }

  /// The head with its empty line, and what came after it.
  private func readHead(_ inner: SharedDescriptor) -> (head: [UInt8], rest: [UInt8])? {
    let deadline = ContinuousClock.now + .seconds(Self.headSeconds)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.count <= ProxyRequest.longest {
      let left = (deadline - .now) / .milliseconds(1)
      var waiting = pollfd(fd: inner.number, events: Int16(POLLIN), revents: 0)
      guard left > 0, poll(&waiting, 1, Int32(left)) == 1 else { return nil }
      let count = recv(inner.number, &buffer, buffer.count, 0)
      if count < 0, [EINTR, EAGAIN].contains(errno) { continue }
      guard count > 0 else { return nil }
      let start = max(0, bytes.count - 3)
      bytes += buffer[..<count]
      if let end = SocketText.endOfHead(bytes, from: start) {
        return (Array(bytes[..<end]), Array(bytes[end...]))
      }
    }
    refuse(inner, "?", "the request is longer than \(ProxyRequest.longest) bytes")
    return nil
  }
}

/// Whole pieces of text over a socket.
enum SocketText {
  /// The place behind the first empty line.
  static func endOfHead(_ bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return (start...(bytes.count - 4)).first {
      bytes[$0] == 13 && bytes[$0 + 1] == 10 && bytes[$0 + 2] == 13 && bytes[$0 + 3] == 10
    }.map { $0 + 4 }
  }

  static func send(_ text: String, to socket: SharedDescriptor) -> Bool {
    send(Array(text.utf8), to: socket)
  }

  /// Sends everything, waiting up to ten seconds at a time; false if that fails.
  static func send(_ bytes: [UInt8], to socket: SharedDescriptor) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(socket.number, $0.baseAddress, $0.count, 0)
      }
      if count > 0 {
        rest = rest.dropFirst(count)
        continue
      }
      guard [EINTR, EAGAIN].contains(errno) else { return false }
      var waiting = pollfd(fd: socket.number, events: Int16(POLLOUT), revents: 0)
      guard poll(&waiting, 1, 10_000) == 1 else { return false }
    }
    return true
  }
}
