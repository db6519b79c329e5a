import CSpawn
import Foundation

/// Copies bytes between two sockets, both ways, until both have ended or nothing moves any more.
struct Relay {
  /// Counts of the bytes that went each way.
  private(set) var sent = 0
  private(set) var received = 0
  /// Looks at what is sent first; nil where that need not be looked at, or was.
  var check: TunnelCheck?
  /// Why the check ended the connection.
  private(set) var refusal: (target: String, reason: String)?

  private struct Way {
    var source: Descriptor
    var target: Descriptor
    var pending: ArraySlice<UInt8> = []
    var isDone = false
  }

  /// Copies; `early` is what was already received from the inner socket.
  ///
  /// `spend` is told of each piece, and says whether there may be more.
  mutating func run(
    _ inner: Descriptor, _ outer: Descriptor, early: [UInt8] = [], idleSeconds: Double,
    spend: (Int) -> Bool
  ) {
    guard wisp_set_nonblocking(inner.number) == 0, wisp_set_nonblocking(outer.number) == 0 else {
      return
    }
    var ways = [Way(source: inner, target: outer), Way(source: outer, target: inner)]
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    if !early.isEmpty {
      let verdict = check?.append(early) ?? .pass(early)
      guard decide(verdict, &ways[0], isEnd: false) else { return }
    }
    while ways.contains(where: { !$0.isDone }) {
      var polled = ways.map { way in
        way.isDone
          ? pollfd(fd: -1, events: 0, revents: 0)
          : way.pending.isEmpty
            ? pollfd(fd: way.source.number, events: Int16(POLLIN), revents: 0)
            : pollfd(fd: way.target.number, events: Int16(POLLOUT), revents: 0)
      }
      let count = poll(&polled, 2, Int32(idleSeconds * 1000))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      for index in 0..<2 where polled[index].revents != 0 {
        let before = ways[index].pending.count
        guard index == 0 ? checkedStep(&ways[0], &buffer) : Self.step(&ways[index], &buffer) else {
          return
        }
        let moved = max(0, before - ways[index].pending.count)
        if index == 0 { sent += moved } else { received += moved }
        guard spend(moved) else { return }
      }
    }
  }

  /// A step of what is sent: nothing is passed on before the check has seen enough.
  ///
  /// Returns false where a socket has failed or the connection is refused.
  private mutating func checkedStep(_ way: inout Way, _ buffer: inout [UInt8]) -> Bool {
    guard var check, way.pending.isEmpty else { return Self.step(&way, &buffer) }
    let count = recv(way.source.number, &buffer, buffer.count, 0)
    if count < 0 { return [EINTR, EAGAIN].contains(errno) }
    let verdict = count == 0 ? check.end() : check.append(buffer[..<count])
    self.check = check
    return decide(verdict, &way, isEnd: count == 0)
  }

  /// Returns false where the connection is refused.
  private mutating func decide(
    _ verdict: TunnelCheck.Verdict, _ way: inout Way, isEnd: Bool
  ) -> Bool {
    switch verdict {
    case .undecided: return true
    case .pass(let bytes):
      check = nil
      way.pending = bytes[...]
      if isEnd { Self.end(&way) }
      return true
    case .refuse(let target, let reason):
      refusal = (target, reason)
      return false
    }
  }

  private static func end(_ way: inout Way) {
    shutdown(way.target.number, Int32(SHUT_WR))
    way.isDone = true
  }

  /// Returns false where a socket has failed.
  private static func step(_ way: inout Way, _ buffer: inout [UInt8]) -> Bool {
    guard way.pending.isEmpty else {
      let count = way.pending.withUnsafeBytes {
        send(way.target.number, $0.baseAddress, $0.count, 0)
      }
      if count > 0 { way.pending = way.pending.dropFirst(count) }
      return count > 0 || [EINTR, EAGAIN].contains(errno)
    }
    let count = recv(way.source.number, &buffer, buffer.count, 0)
    if count > 0 {
      way.pending = buffer[..<count]
      return true
    }
    if count < 0 { return [EINTR, EAGAIN].contains(errno) }
    end(&way)
    return true
  }
}
