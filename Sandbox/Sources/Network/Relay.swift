import CSpawn
import Foundation

/// Copies bytes between two sockets, both ways, until both have ended or nothing moves any more.
struct Relay {
  /// Counts of the bytes that went each way.
  private(set) var sent = 0
  private(set) var received = 0

  private struct Way {
    var source: Descriptor
    var target: Descriptor
    var pending: ArraySlice<UInt8> = []
    var isDone = false
  }

  /// `spend` is told of each piece, and says whether there may be more.
  mutating func run(
    _ inner: Descriptor, _ outer: Descriptor, idleSeconds: Double, spend: (Int) -> Bool
  ) {
    guard wisp_set_nonblocking(inner.number) == 0, wisp_set_nonblocking(outer.number) == 0 else {
      return
    }
    var ways = [Way(source: inner, target: outer), Way(source: outer, target: inner)]
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
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
        guard Self.step(&ways[index], &buffer) else { return }
        let moved = max(0, before - ways[index].pending.count)
        if index == 0 { sent += moved } else { received += moved }
        guard spend(moved) else { return }
      }
    }
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
    shutdown(way.target.number, Int32(SHUT_WR))
    way.isDone = true
    return true
  }
}
