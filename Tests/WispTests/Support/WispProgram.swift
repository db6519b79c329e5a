import Foundation
import Synchronization
import TestSupport
import Testing

/// The built `wisp`, run as a child process with a home of its own.
final class WispProgram: Sendable {
  let folder: String
  let environment: [String: String]

  var home: String { folder + "/home" }

  /// A home in a new folder whose name has `name` in it; of the test's own variables only PATH is
  /// passed on.
  init(_ environment: [String: String] = [:], name: String = "wisp test") throws {
    let blank = name.contains(" ") ? " " : "-"
    folder =
      FileManager.default.temporaryDirectory.path + "/\(name)\(blank)\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let own = ProcessInfo.processInfo.environment
    self.environment = [
      "PATH": own["PATH"] ?? "/usr/bin:/bin", "HOME": folder, "WISP_HOME": folder + "/home",
      // Preparations are keyed by what they are made from, so all tests may share them.
      "XDG_CACHE_HOME": Checkout.products + "/test-cache", "LANG": "C.UTF-8",
    ].merging(environment) { $1 }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  struct Run: Sendable {
    var status: Int32
    var output: String
    var errors: String

    /// The objects that `--json` printed.
    var events: [[String: Any]] {
      var events: [[String: Any]] = []
      _ = Lines.read(Array(output.utf8) + [0x0A]) { line in
        let event = try? JSONSerialization.jsonObject(with: Data(line))
        if let event = event as? [String: Any] { events.append(event) }
      }
      return events
    }

    func events(named name: String) -> [[String: Any]] {
      events.filter { $0["event"] as? String == name }
    }

    var finished: [String: Any] { events.last ?? [:] }
  }

  /// Runs `wisp` to its end, in the test's folder where no directory is given.
  ///
  /// `more` comes on top of its environment; `onLine` is called for each line of standard output, with the
  /// process, as it comes.
  func run(
    _ arguments: [String], input: String = "", directory: String? = nil,
    environment more: [String: String] = [:],
    onLine: (@Sendable (String, Process) -> Void)? = nil
  ) async throws -> Run {
    try await Self.run(
      Checkout.products + "/wisp", arguments, input: input,
      environment: environment.merging(more) { $1 }, directory: directory ?? folder, onLine: onLine)
  }

  /// Starts a program that dies of a closed pipe as it does in a shell: some threads of Dispatch block the
  /// signal, and what they start would inherit that.
  private static func start(_ process: Process) throws {
    var closed = sigset_t()
    var before = sigset_t()
    sigemptyset(&closed)
    sigaddset(&closed, SIGPIPE)
    pthread_sigmask(SIG_UNBLOCK, &closed, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try process.run()
  }

  /// Runs any program to its end.
  static func run(
    _ program: String, _ arguments: [String], input: String = "", environment: [String: String],
    directory: String, onLine: (@Sendable (String, Process) -> Void)? = nil
  ) async throws -> Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try Self.start(process)
    let reader = PipeReader(stdout.fileHandleForReading) { onLine?($0, process) }
    let errorReader = PipeReader(stderr.fileHandleForReading) { _ in }
    let bytes = Data(input.utf8)
    Thread.detachNewThread {
      try? stdin.fileHandleForWriting.write(contentsOf: bytes)
      try? stdin.fileHandleForWriting.close()
    }
    let output = await reader.text()
    let errors = await errorReader.text()
    process.waitUntilExit()
    return Run(status: process.terminationStatus, output: output, errors: errors)
  }
}

extension WispProgram {
  /// Runs `wisp` and kills it with SIGKILL after a while, where it has not ended by itself.
  func killed(_ arguments: [String], after moment: Duration) async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Checkout.products + "/wisp")
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    try await Task.sleep(for: moment)
    // Once it has ended, its number may be another's.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }
}

/// Reads a pipe to its end on a thread of its own, line by line.
private final class PipeReader: Sendable {
  private let stream: AsyncStream<String>

  init(_ handle: FileHandle, onLine: @escaping @Sendable (String) -> Void) {
    let (stream, continuation) = AsyncStream.makeStream(of: String.self)
    self.stream = stream
    let descriptor = handle.fileDescriptor
    Thread.detachNewThread {
      var whole: [UInt8] = []
      // Where the line begins that has not come to its end.
      var start = 0
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { break }
        whole += buffer[..<count]
        start = Lines.read(whole, from: start) { onLine(String(decoding: $0, as: UTF8.self)) }
      }
      withExtendedLifetime(handle) {}
      continuation.yield(String(decoding: whole, as: UTF8.self))
      continuation.finish()
    }
  }

  func text() async -> String {
    for await text in stream { return text }
    return ""
  }
}
