import CSpawn
import Foundation

/// Watches one sandbox from its start until nothing of it is left: one thread, one poll loop.
final class Supervision {
  /// Why a sandbox was ended from outside.
  private enum Cause: Equatable {
    case cancelled
    case deadline
    case outputLimit(Int)
    case brokenPipe
    case failed(SandboxError)
  }

  private enum Event {
    case cancel
    case bubblewrap
    case namespaceEnd
    case status
    case namespace
    case input
    case output
    case error
    case resize
  }

  private let limits: SandboxPolicy.Limits
  private let numbers: JailArguments
  private let cancel: CancelSignal
  private let started = ContinuousClock.now
  private let pid: pid_t
  private let outermost: SharedDescriptor
  private let lifeline: SharedDescriptor
  private let terminal: PrivateTerminal?
  private let network: NetworkBridge?
  private let group: ControlGroup?
  private let level: SandboxLevel
  private var status: SharedDescriptor?
  private var namespace: SharedDescriptor?
  private var input: InputPump
  private var output: OutputPump
  private var error: OutputPump
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)

  private var report = JailReport()
  private var namespaceText: [UInt8] = []
  /// Process 1 of the sandbox, once it is known.
  private var first: SharedDescriptor?
  private var hasFirstEnded = false
  private var hasBubblewrapEnded = false
  private var received = 0
  private var cause: Cause?
  private var deadline: ContinuousClock.Instant?
  /// How many more times to insist before an ended sandbox is reported as not dead.
  private var insistences = 2

  /// How long a sandbox may take to come up.
  private static let setupTime = Duration.seconds(30)
  /// What process 1 is given to see the deadline itself before it is ended from here.
  private static let deadlineMargin = Duration.seconds(1)
  /// How long killing may take before it is repeated, and output may wait for its reader after.
  private static let killTime = Duration.seconds(3)

  init(
    _ process: ConfinedProcess, of command: ConfinedCommand, streams: StandardStreams,
    cancel: CancelSignal
  ) throws(SandboxError) {
    limits = command.policy.limits
    numbers = JailArguments(
      policy: command.policy, profile: try .named(command.policy.profile),
      processors: ProcessInfo.processInfo.activeProcessorCount)
    self.cancel = cancel
    pid = process.pid
    outermost = process.outermost
    lifeline = process.lifeline
    terminal = process.terminal
    network = process.network
    group = process.group
    level = process.level
    status = process.status
    namespace = process.namespace
    input = InputPump(command.input, to: process.input, standardInput: streams.input)
    output = OutputPump(
      .standardOutput, from: process.output, output: command.output, streams: streams)
    error = OutputPump(
      .standardError, from: process.error, output: command.output, streams: streams)
    deadline = started + Self.setupTime
  }

  deinit {
    network?.stop()
    terminal?.restore(after: output.farewell)
    lifeline.close()
    buffer.deallocate()
  }

  func run() throws -> CommandResult {
    while !isOver {
      let ready = try wait()
      for event in ready { handle(event) }
      if let deadline, deadline <= .now { try passDeadline() }
    }
    return try result()
  }

  /// Bubblewrap and process 1 are gone, and so with them every process of the namespace and every
  /// writer of the pipes.
  private var isOver: Bool {
    hasBubblewrapEnded && (first == nil || hasFirstEnded) && namespace == nil && status == nil
      && output.isDone && error.isDone
  }

  // MARK: Waiting

  private func wait() throws -> [Event] {
    var events: [Event] = []
    var polled: [pollfd] = []
    func watch(_ event: Event, _ descriptor: Int32?, _ wanted: Int32 = POLLIN) {
      guard let descriptor else { return }
      events.append(event)
      polled.append(pollfd(fd: descriptor, events: Int16(wanted), revents: 0))
    }
    if cause != .cancelled { watch(.cancel, cancel.descriptor) }
    if !hasBubblewrapEnded { watch(.bubblewrap, outermost.number) }
    if !hasFirstEnded { watch(.namespaceEnd, first?.number) }
    watch(.status, status?.number)
    watch(.namespace, namespace?.number)
    if let wanted = input.awaited, !hasBubblewrapEnded {
      watch(.input, wanted.descriptor, wanted.events)
    }
    watch(.resize, terminal?.resized)
    if let wanted = output.awaited { watch(.output, wanted.descriptor, wanted.events) }
    if let wanted = error.awaited { watch(.error, wanted.descriptor, wanted.events) }

    guard poll(&polled, nfds_t(polled.count), timeout) >= 0 else {
      if errno == EINTR { return [] }
      throw SandboxError.system("wait for the sandbox", errno)
    }
    return zip(events, polled).filter { $0.1.revents != 0 }.map(\.0)
  }

  /// Milliseconds until the deadline; -1 for ever.
  private var timeout: Int32 {
    guard let deadline else { return -1 }
    let milliseconds = ((deadline - .now) / .milliseconds(1)).rounded(.up)
    return Int32(min(max(0, milliseconds), 1e9))
  }

  // MARK: Events

  private func handle(_ event: Event) {
    switch event {
    case .cancel: end(.cancelled)
    case .bubblewrap: endBubblewrap()
    case .namespaceEnd: hasFirstEnded = true
    case .status: readStatus()
    case .namespace: readNamespace()
    case .input:
      input.step(buffer: buffer)
      if input.isEnded { end(.cancelled) }
    case .resize: terminal?.copySize()
    case .output: pump(\.output)
    case .error: pump(\.error)
    }
  }

  private func endBubblewrap() {
    // It ends after process 1, unless something has killed it: then its child may not be process 1
    // yet. Its group cannot be another's before it is collected.
    kill(-pid, SIGKILL)
    var ignored: Int32 = 0
    _ = wisp_reap(pid, &ignored)
    hasBubblewrapEnded = true
    if let first, !hasFirstEnded { _ = wisp_pidfd_kill(first.number, SIGKILL) }
  }

  private func readStatus() {
    guard let bytes = readPiece(of: &status) else { return }
    let wasSetUp = report.isSetUp
    report.append(bytes)
    guard cause == nil else { return }
    if report.ending != nil {
      // What is left is to hand on the output, at the pace of whoever reads it.
      deadline = nil
      return
    }
    guard !wasSetUp, report.isSetUp else { return }
    let milliseconds = JailArguments.milliseconds(limits.seconds)
    deadline = milliseconds == 0 ? nil : .now + .milliseconds(milliseconds) + Self.deadlineMargin
  }

  /// Bubblewrap writes a JSON object with the id of process 1 as soon as it exists.
  private func readNamespace() {
    guard let bytes = readPiece(of: &namespace) else { return }
    namespaceText += bytes
    guard first == nil, let id = NamespaceReport.firstProcess(in: namespaceText) else { return }
    let number = wisp_pidfd_open(id)
    guard number >= 0 else { return }
    let opened = SharedDescriptor(number)
    // Had it ended and been collected meanwhile, the id could be another's by now.
    guard wisp_parent_of(id) == pid else { return }
    first = opened
    if cause != nil || hasBubblewrapEnded { _ = wisp_pidfd_kill(number, SIGKILL) }
  }

  private func readPiece(of descriptor: inout SharedDescriptor?) -> ArraySlice<UInt8>? {
    guard let number = descriptor?.number else { return nil }
    let count = read(number, buffer.baseAddress, buffer.count)
    if count > 0 { return Array(buffer.prefix(count))[...] }
    if count == 0 || ![EINTR, EAGAIN].contains(errno) { descriptor = nil }
    return nil
  }

  private func pump(_ pump: ReferenceWritableKeyPath<Supervision, OutputPump>) {
    let limit = limits.outputBytes ?? .max
    received += self[keyPath: pump].step(buffer: buffer, room: limit - received)
    if received > limit { end(.outputLimit(limit)) }
    switch self[keyPath: pump].failure {
    case nil: break
    case .broken: end(.brokenPipe)
    case .system(let error): end(.failed(.output(error)))
    }
  }

  // MARK: Ending

  /// Kills everything, once; the loop goes on until it is gone.
  private func end(_ cause: Cause) {
    if cause == .cancelled {
      output.discard()
      error.discard()
    } else if self.cause != nil {
      return
    }
    self.cause = cause
    lifeline.close()
    if let first { _ = wisp_pidfd_kill(first.number, SIGKILL) }
    deadline = .now + Self.killTime
  }

  private func passDeadline() throws {
    guard cause != nil else {
      end(
        report.isSetUp
          ? .deadline
          : .failed(
            SandboxError(
              kind: .failed, message: "The sandbox did not come up within 30 seconds.",
              advice: "Check that the folders to be mounted answer, then run again.")))
      return
    }
    // Whoever reads the output has had time to.
    output.discard()
    error.discard()
    guard insistences > 0 else {
      throw SandboxError(
        kind: .failed, message: "The sandbox (process \(pid)) was killed but does not end.",
        advice: "Its folders must not be used until that process is gone.")
    }
    insistences -= 1
    if !hasBubblewrapEnded { kill(-pid, SIGKILL) }
    if let first { _ = wisp_pidfd_kill(first.number, SIGKILL) }
    deadline = .now + Self.killTime
  }

  // MARK: Result

  private func result() throws -> CommandResult {
    let ending = try self.ending()
    let seconds = (ContinuousClock.now - started) / .seconds(1)
    let outputBytes = output.takeCaptured()
    let errorBytes = error.takeCaptured()
    return CommandResult(
      ending: ending, standardOutput: outputBytes, standardError: errorBytes,
      isCut: output.captured.isCut || error.captured.isCut, seconds: seconds,
      reachedProcesses: isCrowded ? limits.processes : nil,
      confinement: Confinement(
        level: level, bubblewrap: nil, landlock: report.landlock, filter: report.filter,
        groups: group?.controllers ?? []))
  }

  private var isCrowded: Bool { report.isCrowded || group?.isCrowded == true }

  private func ending() throws -> CommandResult.Ending {
    switch cause {
    case .cancelled: throw CancellationError()
    case .deadline: return .timedOut(seconds: limits.seconds ?? 0)
    case .outputLimit(let bytes): return .outputLimit(bytes: bytes)
    case .brokenPipe: return .signalled(SIGPIPE)
    case .failed(let error): throw error
    case nil: break
    }
    // Whatever came of the rest: one of its processes was ended for it.
    if let group, report.isSetUp, group.isOutOfMemory {
      return .limit(.memory(bytes: numbers.memoryBytes))
    }
    return try report.meaning(numbers) { error.takeCaptured() }
  }
}
