import Foundation
import Synchronization

/// A running program with pipes to its standard streams, in a process group of its own.
final class ChildProcess: Sendable {
  enum Status: Equatable {
    case exited(Int32)
    case signalled(Int32)
  }

  private let process: pid_t
  private let input: Int32
  private let output: Int32
  private let complaints: Int32
  /// True once the process was waited for: its number may then be another's.
  private let isGone = Mutex(false)

  /// How much of standard error is kept, in bytes.
  private static let complaintLimit = 4096

  /// Starts `/bin/sh -c line`.
  ///
  /// - Throws: `ModelError` if the system cannot.
  init(shell line: String, environment: [String: String]) throws(ModelError) {
    var pipes = [[Int32]](repeating: [-1, -1], count: 3)
    for index in pipes.indices {
      guard pipe(&pipes[index]) == 0 else {
        for end in pipes.joined() where end >= 0 { close(end) }
        throw Self.failure("a pipe", errno)
      }
      for end in pipes[index] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, pipes[0][0], 0)
    posix_spawn_file_actions_adddup2(&actions, pipes[1][1], 1)
    posix_spawn_file_actions_adddup2(&actions, pipes[2][1], 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    // Ignored signals would stay ignored in the child.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGDEF))
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    let words = ["sh", "-c", line]
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { (name, value) in strdup(name + "=" + value) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, &arguments, &variables)
    for end in [pipes[0][0], pipes[1][1], pipes[2][1]] { close(end) }
    guard code == 0 else {
      for end in [pipes[0][1], pipes[1][0], pipes[2][0]] { close(end) }
      throw Self.failure("/bin/sh", code)
    }
    self.process = process
    (input, output, complaints) = (pipes[0][1], pipes[1][0], pipes[2][0])
    _ = fcntl(complaints, F_SETFL, O_NONBLOCK)
  }

  deinit {
    close(output)
    close(complaints)
  }

  private static func failure(_ what: String, _ code: Int32) -> ModelError {
    ModelError(
      kind: .unreachable, message: "Cannot start \(what): \(String(cString: strerror(code))).",
      advice: "Check the limits of open files and processes.")
  }

  /// Writes everything to standard input on a thread of its own, then closes it.
  ///
  /// A program that reads nothing is its own affair.
  func write(_ bytes: [UInt8]) {
    let input = input
    Thread.detachNewThread {
      // For this thread alone, which ends with the signal still pending.
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Foundation.write(input, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        rest = rest.dropFirst(count)
      }
      close(input)
    }
  }

  /// Hands on standard output as it comes, to its end or until `take` says that it is enough; what is
  /// complained is kept on the way.
  func readOutput(_ take: ([UInt8]) -> Bool) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var isOpen = true
    var complains = true
    while isOpen {
      var polled = [
        pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: complains ? complaints : -1, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&polled, 2, -1) < 0 {
        if errno == EINTR { continue }
        return
      }
      if polled[1].revents != 0 { complains = collectComplaints() }
      guard polled[0].revents != 0 else { continue }
      let count = read(output, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      isOpen = count > 0
      if count > 0, !take(Array(buffer[..<count])) { return }
    }
  }

  private let kept = Mutex<[UInt8]>([])

  /// Takes what is there; false at the end of the stream.
  @discardableResult
  private func collectComplaints() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(complaints, &buffer, buffer.count)
      guard count > 0 else { return count != 0 }
      kept.withLock { $0 = Array(($0 + buffer[..<count]).suffix(Self.complaintLimit)) }
    }
  }

  /// The end of what the program wrote to standard error.
  func complaint() -> String {
    collectComplaints()
    return kept.withLock { String(decoding: $0, as: UTF8.self) }
  }

  /// Waits for the program's end.
  func wait() -> Status {
    var information = siginfo_t()
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    return isGone.withLock { isGone in
      isGone = true
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      let signal = status & 0x7F
      return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    }
  }

  /// Ends the program and all that it started, unless it has ended by itself; returns at once.
  func end() {
    isGone.withLock { isGone in
      guard !isGone else { return }
      kill(-process, SIGTERM)
      // A program that cleans up gets a moment; no later than that it is gone.
      for _ in 0..<20 where !Self.hasEnded(process) { usleep(10_000) }
      kill(-process, SIGKILL)
    }
  }

  private static func hasEnded(_ process: pid_t) -> Bool {
    var information = siginfo_t()
    guard waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else {
      return true
    }
    return information.si_signo == SIGCHLD
  }
}
