import CSpawn
import Foundation

/// Takes one output stream of a command to where it belongs, in bounded memory: nothing is read
/// while what was read before still waits to be written.
struct OutputPump {
  enum Failure: Equatable {
    /// Nobody reads what is passed on.
    case broken
    case system(Int32)
  }

  let stream: ConfinedCommand.Stream
  private(set) var captured = CapturedOutput()
  private(set) var failure: Failure?
  /// Reading end of the command's stream; nil once it has ended.
  private var source: SharedDescriptor?
  /// The caller's stream; nil if nothing is passed on.
  private var target: Int32?
  private var pending: ArraySlice<UInt8> = []
  /// Whether the kernel moves what nobody has to see from pipe to pipe.
  private var isDirect = false
  /// Whether the last move found no room, rather than nothing to read.
  private var lacksRoom = false
  private var filter: (any OutputFilter)?
  private var isRecorded = true
  /// What the reader's terminal is owed where the rest was dropped.
  private(set) var farewell: [UInt8] = []
  private var handler: (@Sendable (ConfinedCommand.Stream, [UInt8]) -> Void)?

  /// `source` is nil if the stream is part of the other one.
  init(
    _ stream: ConfinedCommand.Stream, from source: SharedDescriptor?,
    output: ConfinedCommand.Output,
    streams: StandardStreams
  ) {
    self.stream = stream
    self.source = source
    switch output {
    case .capture: break
    case .stream(let handler): self.handler = handler
    case .passThrough:
      isRecorded = false
      let isError = stream == .standardError
      target = isError ? streams.error : streams.output
      filter =
        (isError ? streams.errorIsTerminal : streams.outputIsTerminal) ? TerminalFilter() : nil
      isDirect = filter == nil && FileKind.of(isError ? streams.error : streams.output) == .pipe
    case .terminal:
      isRecorded = false
      let isError = stream == .standardError
      target = isError ? streams.error : streams.output
      filter = isError ? nil : ScreenFilter()
    }
  }

  var isDone: Bool { source == nil && pending.isEmpty }

  /// What must be ready before the next step.
  var awaited: (descriptor: Int32, events: Int32)? {
    if !pending.isEmpty || isDirect && lacksRoom, let target { return (target, POLLOUT) }
    return source.map { ($0.number, POLLIN) }
  }

  /// Takes one step with what `awaited` has asked for, and returns how many bytes were read.
  ///
  /// Of what is read, bytes beyond `room` are dropped.
  mutating func step(buffer: UnsafeMutableRawBufferPointer, room: Int) -> Int {
    guard pending.isEmpty else {
      writePending()
      return 0
    }
    guard let source else { return 0 }
    if isDirect, room > 0, let target {
      return move(from: source.number, to: target, min(buffer.count, room))
    }
    let count = read(source.number, buffer.baseAddress, buffer.count)
    if count > 0 {
      accept(Array(buffer.prefix(min(count, max(0, room)))))
      return count
    }
    if count == 0 || ![EINTR, EAGAIN].contains(errno) {
      self.source = nil
      pending += (filter?.finish() ?? [])[...]
    }
    return 0
  }

  private mutating func move(from source: Int32, to target: Int32, _ most: Int) -> Int {
    let count = wisp_move(source, target, most)
    switch (count, errno) {
    case (1..., _): lacksRoom = false
    case (0, _): self.source = nil
    case (_, EINTR): break
    // One of the two is not ready: the other one than was waited for.
    case (_, EAGAIN): lacksRoom.toggle()
    case (_, EPIPE):
      failure = .broken
      discard()
    // Then it is copied, and whoever copies learns what is wrong.
    default: isDirect = false
    }
    return max(0, count)
  }

  /// Drops what waits to be written, and what will still be read.
  mutating func discard() {
    pending = []
    target = nil
    farewell += filter?.finish() ?? []
    filter = nil
  }

  mutating func takeCaptured() -> [UInt8] { captured.finish() }

  private mutating func accept(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    if isRecorded { captured.append(bytes[...]) }
    handler?(stream, bytes)
    guard target != nil else { return }
    pending = (filter?.filter(bytes) ?? bytes)[...]
  }

  private mutating func writePending() {
    guard let target else { return }
    // A pipe that is ready has room for this much; more could make the write wait.
    let piece = pending.prefix(FileKind.of(target) == .regular ? pending.count : Int(PIPE_BUF))
    let count = piece.withUnsafeBytes { write(target, $0.baseAddress, $0.count) }
    if count >= 0 {
      pending = pending.dropFirst(count)
      return
    }
    switch errno {
    case EINTR, EAGAIN: return
    case EPIPE, EBADF: failure = .broken
    case let error: failure = .system(error)
    }
    discard()
  }
}
