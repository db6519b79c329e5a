import CSpawn
import Foundation

/// Copies bytes between two sockets, both ways, until both have ended or nothing moves any more.
struct Relay {
  /// Counts of the bytes that went each way.
  private(set) var sent = 0
  private(set) var received = 0
  /// Looks at what is sent; nil if that need not be looked at, or no longer.
  var check: (any SendCheck)?
  /// Why the check ended the connection.
  private(set) var refusal: (target: String, reason: String)?

  private struct Way {
    var source: SharedDescriptor
    var target: SharedDescriptor
    var pending: ArraySlice<UInt8> = []
    var endsAfterPending = false
    var isDone = false
    /// Whether what the source still sends is read and thrown away: closed unread, it would take the answer with it.
    var drains = false
  }

  /// Copies; `head` is sent first, `early` was already received from the inner socket.
  ///
  /// `spend` is told of each piece, and says whether there may be more.
  mutating func run(
    _ inner: SharedDescriptor, _ outer: SharedDescriptor, head: [UInt8] = [], early: [UInt8] = [],
    idleSeconds: Double, spend: (Int) -> Bool
  ) {
    guard wisp_set_nonblocking(inner.number) == 0, wisp_set_nonblocking(outer.number) == 0 else {
      return
    }
    var ways = [Way(source: inner, target: outer), Way(source: outer, target: inner)]
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    ways[0].pending = head[...]
    if !early.isEmpty {
      guard decide(check?.append(early) ?? .pass(early), &ways[0]) else { return }
    }
    while ways.contains(where: { !$0.isDone }) {
      var polled = ways.indices.map { awaited(ways[$0], isSending: $0 == 0) }
      let count = poll(&polled, 2, Int32(idleSeconds * 1000))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      for index in 0..<2 where polled[index].revents != 0 {
        let before = ways[index].pending.count
        guard step(index, &ways, &buffer) else { return }
        let moved = max(0, before - ways[index].pending.count)
        if index == 0 { sent += moved } else { received += moved }
        guard spend(moved) else { return }
      }
    }
    drain(ways[0], &buffer)
  }

  /// Reads what the program still sends after the answer, for a moment.
  private func drain(_ way: Way, _ buffer: inout [UInt8]) {
    guard way.drains else { return }
    let end = ContinuousClock.now + .milliseconds(Self.drainMilliseconds)
    var waiting = pollfd(fd: way.source.number, events: Int16(POLLIN), revents: 0)
    while ContinuousClock.now < end, poll(&waiting, 1, Int32(Self.drainMilliseconds)) == 1 {
      guard recv(way.source.number, &buffer, buffer.count, 0) > 0 else { return }
    }
  }

  private static let drainMilliseconds = 500

  private func awaited(_ way: Way, isSending: Bool) -> pollfd {
    if !way.pending.isEmpty {
      return pollfd(fd: way.target.number, events: Int16(POLLOUT), revents: 0)
    }
    if (way.isDone && !way.drains) || (isSending && check?.waitsForServer == true) {
      return pollfd(fd: -1, events: 0, revents: 0)
    }
    return pollfd(fd: way.source.number, events: Int16(POLLIN), revents: 0)
  }

  /// Moves what can be moved one way; false if a socket has failed or the connection is refused.
  private mutating func step(_ index: Int, _ ways: inout [Way], _ buffer: inout [UInt8]) -> Bool {
    guard ways[index].pending.isEmpty else { return Self.send(&ways[index]) }
    let count = recv(ways[index].source.number, &buffer, buffer.count, 0)
    if count < 0 { return [EINTR, EAGAIN].contains(errno) }
    if ways[index].drains {
      if count == 0 { ways[index].drains = false }
      return true
    }
    guard var check else {
      if count == 0 { Self.end(&ways[index]) } else { ways[index].pending = buffer[..<count] }
      return true
    }
    let bytes = Array(buffer[..<count])
    if index == 1 {
      if count == 0 { Self.end(&ways[1]) } else { ways[1].pending = bytes[...] }
    }
    let verdict =
      index == 1 ? check.heard(bytes) : count == 0 ? check.end() : check.append(bytes)
    self.check = check
    return decide(verdict, &ways[0])
  }

  /// Does what a check says about what is sent; false if the connection is refused.
  private mutating func decide(_ verdict: SendVerdict, _ way: inout Way) -> Bool {
    switch verdict {
    case .pass(let bytes): way.pending += bytes
    case .passAll(let bytes):
      check = nil
      way.pending += bytes
    case .last(let bytes):
      check = nil
      way.pending += bytes
      way.endsAfterPending = true
      way.drains = true
      if way.pending.isEmpty { Self.end(&way) }
    case .refuse(let target, let reason):
      refusal = (target, reason)
      return false
    }
    return true
  }

  private static func end(_ way: inout Way) {
    shutdown(way.target.number, Int32(SHUT_WR))
    way.isDone = true
  }

  /// Sends what is pending; false if the socket has failed.
  private static func send(_ way: inout Way) -> Bool {
    let count = way.pending.withUnsafeBytes {
      Foundation.send(way.target.number, $0.baseAddress, $0.count, 0)
    }
    if count > 0 { way.pending = way.pending.dropFirst(count) }
    if way.pending.isEmpty, way.endsAfterPending { end(&way) }
    return count > 0 || [EINTR, EAGAIN].contains(errno)
  }
}
