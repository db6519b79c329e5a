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
  private var source: Descriptor?
  /// The caller's stream; nil where nothing is passed on.
  private var target: Int32?
  private var pending: ArraySlice<UInt8> = []
  private var filter: (any OutputFilter)?
  private var isRecorded = true
  /// What the reader's terminal is owed where the rest was dropped.
  private(set) var farewell: [UInt8] = []
  private var handler: (@Sendable (ConfinedCommand.Stream, [UInt8]) -> Void)?

  /// `source` is nil where the stream is part of the other one.
  init(
    _ stream: ConfinedCommand.Stream, from source: Descriptor?, output: ConfinedCommand.Output,
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
    if !pending.isEmpty, let target { return (target, POLLOUT) }
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
    let piece = pending.prefix(isRegularFile(target) ? pending.count : Int(PIPE_BUF))
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

  private func isRegularFile(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
