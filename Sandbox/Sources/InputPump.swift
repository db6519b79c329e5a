import CSpawn
import Foundation

/// Feeds a command's standard input, never waiting and never holding more than one piece.
struct InputPump {
  /// Writing end of the command's standard input; nil once it is closed.
  private var sink: SharedDescriptor?
  /// The source to read from; nil if `pending` holds all input.
  private var source: Int32?
  private var pending: ArraySlice<UInt8>
  /// Whether the kernel moves the bytes by itself.
  private var isDirect = false
  /// Whether the last move found no room, rather than nothing to read.
  private var lacksRoom = false
  /// Set only if the input is keys.
  private var endingKeys: EndingKeys?
  /// Whether the user has asked for the end in a way that no program can take away.
  private(set) var isEnded = false

  init(_ input: ConfinedCommand.Input, to sink: SharedDescriptor?, standardInput: Int32) {
    self.sink = sink
    switch input {
    case .none: pending = []
    case .bytes(let bytes): pending = bytes[...]
    case .standardInput:
      pending = []
      source = standardInput
    case .standardInputAfter(let bytes):
      pending = bytes[...]
      source = standardInput
    case .terminal:
      pending = []
      source = standardInput
      endingKeys = EndingKeys()
    }
    isDirect = endingKeys == nil && source.map { FileKind.of($0) != .other } ?? false
    closeIfDone()
  }

  /// What must be ready before the next step; nil once the input has been closed.
  var awaited: (descriptor: Int32, events: Int32)? {
    guard let sink else { return nil }
    if !pending.isEmpty || isDirect && lacksRoom { return (sink.number, POLLOUT) }
    return source.map { ($0, POLLIN) }
  }

  /// Takes one step with what `awaited` has asked for.
  mutating func step(buffer: UnsafeMutableRawBufferPointer) {
    if !pending.isEmpty {
      writePending()
    } else if isDirect, let source, let sink {
      move(from: source, to: sink.number, buffer.count)
    } else {
      readMore(buffer)
    }
    closeIfDone()
  }

  private mutating func move(from source: Int32, to sink: Int32, _ most: Int) {
    let count = wisp_move(source, sink, most)
    switch (count, errno) {
    case (1..., _): lacksRoom = false
    // At its end, or the command reads no more.
    case (0, _), (_, EPIPE): self.source = nil
    case (_, EINTR): break
    // One of the two is not ready: the other one than was waited for.
    case (_, EAGAIN): lacksRoom.toggle()
    // Then it is copied.
    default: isDirect = false
    }
  }

  private mutating func readMore(_ buffer: UnsafeMutableRawBufferPointer) {
    guard let source else { return }
    let count = read(source, buffer.baseAddress, buffer.count)
    if count > 0 {
      pending = Array(buffer.prefix(count))[...]
      if endingKeys?.complete(pending) == true { isEnded = true }
    } else if count == 0 || ![EINTR, EAGAIN].contains(errno) {
      self.source = nil
    }
  }

  private mutating func writePending() {
    guard let sink else { return }
    let count = pending.withUnsafeBytes { write(sink.number, $0.baseAddress, $0.count) }
    if count > 0 {
      pending = pending.dropFirst(count)
    } else if ![EINTR, EAGAIN].contains(errno) {
      // The command reads no more: what is left is nobody's.
      source = nil
      pending = []
    }
  }

  private mutating func closeIfDone() {
    guard pending.isEmpty, source == nil else { return }
    sink?.close()
    sink = nil
  }
}
