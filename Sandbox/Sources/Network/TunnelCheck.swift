/// Holds back what a program sends into a tunnel until it is known to be for the host of the grant.
///
/// One address serves many hosts, and in TLS the client says which: the name in its hello must be the
/// one that the tunnel was asked for. A server may ask for a second hello (HelloRetryRequest); that one must
/// name the same host. A connection that is not TLS passes, except where only TLS is spoken; what is said
/// inside an encrypted connection cannot be seen.
struct TunnelCheck: SendCheck {
  private enum State: Equatable {
    case firstHello
    /// The server's first message decides whether another hello follows.
    case server
    case secondHello
  }

  let endpoint: Endpoint
  private var state = State.firstHello
  private var held: [UInt8] = []
  private var answer = ServerAnswer()

  /// The most that is held back: a hello of the longest kind, in records that are not tiny.
  private static let most = ClientHello.longest + 4096

  /// Where a connection must be TLS.
  private static let port: UInt16 = 443

  init(_ endpoint: Endpoint) {
    self.endpoint = endpoint
  }

  var waitsForServer: Bool { state == .server }

  mutating func append(_ bytes: [UInt8]) -> SendVerdict {
    held += bytes
    switch state {
    case .firstHello: return firstHello()
    case .server: return .pass([])
    case .secondHello: return secondHello()
    }
  }

  mutating func heard(_ bytes: [UInt8]) -> SendVerdict {
    guard state == .server else { return .pass([]) }
    // It has closed without a word.
    guard !bytes.isEmpty else { return .last([]) }
    guard let asksAgain = answer.append(bytes) else { return .pass([]) }
    guard asksAgain else { return .passAll(taken(held.count)) }
    state = .secondHello
    return secondHello()
  }

  /// What to do at the end of what the program sends.
  func end() -> SendVerdict {
    held.isEmpty ? .last([]) : refusal("its TLS hello ends in the middle")
  }

  private mutating func firstHello() -> SendVerdict {
    switch ClientHello.read(held) {
    case .incomplete:
      return held.count <= Self.most ? .pass([]) : refusal("its TLS hello has no end")
    case .malformed: return refusal("its TLS hello cannot be read")
    case .none:
      return endpoint.port == Self.port
        ? refusal("the connection is not TLS") : .passAll(taken(held.count))
    case .whole(let hello, let end):
      if let refusal = judge(hello) { return refusal }
      state = .server
      return .pass(taken(end))
    }
  }

  private mutating func secondHello() -> SendVerdict {
    var passed: [UInt8] = []
    while let record = Self.skipped(held) {
      guard held.count >= record else { return .pass(passed) }
      passed += taken(record)
    }
    switch ClientHello.read(held) {
    case .incomplete:
      return held.count <= Self.most ? .pass(passed) : refusal("its second TLS hello has no end")
    case .malformed, .none: return refusal("its second TLS hello cannot be read")
    case .whole(let hello, _): return judge(hello) ?? .passAll(passed + taken(held.count))
    }
  }

  /// The bytes of a record that may stand before a second hello; nil for other records, and for none.
  ///
  /// These are a change of ciphers, an alert, and data that came early.
  private static func skipped(_ bytes: [UInt8]) -> Int? {
    guard let type = bytes.first, [20, 21, 23].contains(type) else { return nil }
    guard bytes.count >= 5 else { return .max }
    return 5 + Int(bytes[3]) << 8 + Int(bytes[4])
  }

  private mutating func taken(_ count: Int) -> [UInt8] {
    defer { held.removeFirst(count) }
    return Array(held.prefix(count))
  }

  /// Why a hello is refused; nil if it is for the host of the tunnel.
  private func judge(_ hello: ClientHello) -> SendVerdict? {
    guard !hello.hasEncryptedHello else {
      return refusal("its TLS hello hides the host that it is for (ECH)")
    }
    guard let name = hello.serverName else {
      // Addresses are not named in a hello.
      return endpoint.host.isAddress ? nil : refusal("its TLS hello does not name the host")
    }
    guard HostName(name) == endpoint.host else {
      return .refuse(
        target: name, reason: "it was named in the TLS hello of a connection to \(endpoint)")
    }
    return nil
  }

  private func refusal(_ reason: String) -> SendVerdict {
    .refuse(target: "\(endpoint)", reason: reason)
  }

  /// What the client is told: a fatal alert, `unrecognized_name`.
  static let alert: [UInt8] = [21, 3, 1, 0, 2, 2, 112]
}
