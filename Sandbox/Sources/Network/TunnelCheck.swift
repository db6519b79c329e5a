/// Holds back what a program sends into a tunnel until it is known to be for the host of the grant.
///
/// One address serves many hosts, and in TLS the client says which: the name in its hello must be the
/// one that the tunnel was asked for. A connection that is not TLS passes, except where only TLS is
/// spoken; what is said inside an encrypted connection cannot be seen.
struct TunnelCheck {
  enum Verdict: Equatable {
    case undecided
    /// Everything so far, to be sent on.
    case pass([UInt8])
    case refuse(target: String, reason: String)
  }

  let endpoint: Endpoint
  private var held: [UInt8] = []

  /// The most that is held back: a hello of the longest kind, in records that are not tiny.
  private static let most = ClientHello.longest + 4096

  /// Where a connection must be TLS.
  private static let port: UInt16 = 443

  init(_ endpoint: Endpoint) {
    self.endpoint = endpoint
  }

  mutating func append(_ bytes: some Sequence<UInt8>) -> Verdict {
    held += bytes
    switch ClientHello.read(held) {
    case .incomplete:
      return held.count <= Self.most ? .undecided : refusal("its TLS hello has no end")
    case .malformed: return refusal("its TLS hello cannot be read")
    case .none:
      return endpoint.port == Self.port
        ? refusal("the connection is not TLS") : .pass(held)
    case .whole(let hello): return judge(hello)
    }
  }

  /// What to do at the end of what the program sends.
  func end() -> Verdict {
    held.isEmpty ? .pass([]) : refusal("its TLS hello ends in the middle")
  }

  private func judge(_ hello: ClientHello) -> Verdict {
    guard !hello.hasEncryptedHello else {
      return refusal("its TLS hello hides the host that it is for (ECH)")
    }
    guard let name = hello.serverName else {
      // Addresses are not named in a hello.
      return endpoint.host.isAddress
        ? .pass(held) : refusal("its TLS hello does not name the host")
    }
    guard HostName(name) == endpoint.host else {
      return .refuse(
        target: name, reason: "it was named in the TLS hello of a connection to \(endpoint)")
    }
    return .pass(held)
  }

  private func refusal(_ reason: String) -> Verdict {
    .refuse(target: "\(endpoint)", reason: reason)
  }

  /// What the client is told: a fatal alert, `unrecognized_name`.
  static let alert: [UInt8] = [21, 3, 1, 0, 2, 2, 112]
}
