import CSpawn
import Foundation
import Synchronization

/// The one way between a sandbox and the network, for as long as one run lasts.
///
/// `wisp-jail` hands out sockets of the sandbox's own network namespace: one that listens where the
/// proxy variables point, and one for each connection to a port that is published. Everything else
/// happens out here, in threads of this process; the namespace itself stays without a way out.
final class NetworkBridge: Sendable {
  let grant: NetworkGrant
  private let report: @Sendable (NetworkEvent) -> Void
  /// Our end of the channel to `wisp-jail`; one request at a time.
  private let channel: Mutex<SharedDescriptor>
  /// The host's port for the first one that is published.
  let firstPublished: UInt16?
  private let published: [(inside: UInt16, listener: SharedDescriptor)]
  private let state = Mutex(State())

  private struct State {
    var isStopped = false
    var bytes = 0
    var next = 0
    /// Sockets that threads of ours may be waiting for.
    var sockets: [Int: SharedDescriptor] = [:]
    var connections = 0
  }

  /// Makes the listeners on the host.
  init(
    _ grant: NetworkGrant, channel: SharedDescriptor,
    report: @escaping @Sendable (NetworkEvent) -> Void
  ) throws(SandboxError) {
    self.grant = grant
    self.report = report
    self.channel = Mutex(channel)
    var published: [(UInt16, SharedDescriptor)] = []
    var ports: [(UInt16, UInt16)] = []
    for port in grant.ports {
      let (listener, outside) = try HostSocket.listen(near: port)
      published.append((port, listener))
      ports.append((port, outside))
    }
    self.published = published
    firstPublished = ports.first?.1
    for (inside, outside) in ports { report(.published(inside: inside, outside: outside)) }
  }

  /// Begins to serve; returns at once.
  func start() {
    for (port, listener) in published {
      thread { [self] in
        serve(listener) { PortConnection(bridge: self, inside: port).run($0) }
      }
    }
    guard !grant.endpoints.isEmpty else { return }
    thread { [self] in
      guard let listener = receiveListener() else { return }
      serve(listener) { ProxyConnection(bridge: self).run($0) }
    }
  }

  /// Ends every connection; their threads end soon after.
  func stop() {
    state.withLock { state in
      state.isStopped = true
      for socket in state.sockets.values { shutdown(socket.number, Int32(SHUT_RDWR)) }
    }
  }

  func note(_ event: NetworkEvent) { report(event) }

  /// Counts bytes; false once the run has used up its share or is over.
  func spend(_ bytes: Int) -> Bool {
    state.withLock { state in
      state.bytes += bytes
      return !state.isStopped && state.bytes <= grant.limits.bytes
    }
  }

  /// A new socket of the sandbox's namespace.
  func innerSocket(version6: Bool) -> SharedDescriptor? {
    channel.withLock { channel in
      var number: Int32 = -1
      let answer = wisp_request(
        channel.number, CChar(bitPattern: UInt8(ascii: version6 ? "6" : "4")), &number)
      guard number >= 0 else { return nil }
      let made = SharedDescriptor(number)
      return answer == Int32(UInt8(ascii: "s")) ? made : nil
    }
  }

  /// Runs `body` with a socket that `stop` can end; nil if it is over.
  func holding<Result>(_ socket: SharedDescriptor, _ body: () -> Result) -> Result? {
    let key: Int? = state.withLock { state in
      guard !state.isStopped else { return nil }
      state.next += 1
      state.sockets[state.next] = socket
      return state.next
    }
    guard let key else { return nil }
    defer { _ = state.withLock { $0.sockets.removeValue(forKey: key) } }
    return body()
  }

  private func receiveListener() -> SharedDescriptor? {
    channel.withLock { channel in
      var number: Int32 = -1
      let answer = wisp_receive(channel.number, &number)
      guard number >= 0 else { return nil }
      let made = SharedDescriptor(number)
      return answer == Int32(UInt8(ascii: "l")) ? made : nil
    }
  }

  private func serve(
    _ listener: SharedDescriptor, _ connection: @escaping @Sendable (SharedDescriptor) -> Void
  ) {
    _ = holding(listener) {
      while true {
        let number = accept(listener.number, nil, nil)
        if number < 0, [EINTR, ECONNABORTED, EAGAIN].contains(errno) { continue }
        guard number >= 0 else { return }
        let accepted = SharedDescriptor(number)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        guard begin() else { continue }
        thread { [self] in
          _ = holding(accepted) { connection(accepted) }
          state.withLock { $0.connections -= 1 }
        }
      }
    }
  }

  private func begin() -> Bool {
    state.withLock { state in
      guard !state.isStopped, state.connections < grant.limits.connections else { return false }
      state.connections += 1
      return true
    }
  }

  private func thread(_ body: @escaping @Sendable () -> Void) {
    Thread.detachNewThread {
      wisp_block_signals()
      body()
    }
  }
}
