import Foundation
import Synchronization
import TestSupport
import Testing

/// What other programs and users of the machine get of a running wisp and its files: nothing.
@Suite struct NeighbourTests {
  /// An id that nothing else runs as; this process's own if it is not root.
  private static let user = geteuid() == 0 ? 65526 : Int(geteuid())

  /// The command that runs the rest as that user.
  private static var become: [String] {
    geteuid() != 0
      ? ["/usr/bin/env"]
      : [
        "/usr/bin/setpriv", "--reuid", "\(user)", "--regid", "\(user)", "--clear-groups",
        "--inh-caps=-all",
      ]
  }

  /// Runs a command as the ordinary user; what it prints.
  private static func run(_ command: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: become[0])
    process.arguments = Array(become.dropFirst()) + command
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }

  /// As an ordinary user, with the key in its environment, while it has an app run: a core file would hold what
  /// its memory and environment hold, and both follow one switch.
  @Test func nobodyLooksIntoItsMemory() async throws {
    let wisp = try WispProgram()
    let (bin, data) = (wisp.folder + "/bin", wisp.folder + "/data")
    for path in [bin, data] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    for program in ["wisp", "wisp-jail"] {
      try FileManager.default.copyItem(
        atPath: "\(Checkout.products)/\(program)", toPath: "\(bin)/\(program)")
    }
    if geteuid() == 0 {
      for path in [wisp.folder, data] { chown(path, uid_t(Self.user), gid_t(Self.user)) }
    }
    var environment = wisp.environment
    environment["ANTHROPIC_API_KEY"] = "sk-ant-Zq7Vx0TellNobody4fK2wPd91"
    environment["XDG_CACHE_HOME"] = wisp.folder + "/cache"
    let seen = Mutex<[(status: Int32, output: String)]>([])
    // Runs until the look is taken.
    let script = "cat /proc/self/oom_score_adj; echo up; while [ ! -e /data/seen ]; do :; done; env"
    let run = try await WispProgram.run(
      Self.become[0],
      Array(Self.become.dropFirst()) + [bin + "/wisp", "sandbox", "--data-dir", data]
        + ["--", "sh", "-c", script],
      environment: environment, directory: "/"
    ) { line, process in
      guard line == "up" else { return }
      let files = ["environ", "mem", "maps", "exe"].map {
        "/proc/\(process.processIdentifier)/\($0)"
      }
      let looked = files.map { try? Self.run(["head", "-c", "1", $0]) }
      seen.withLock { $0 += looked.compactMap(\.self) }
      _ = FileManager.default.createFile(atPath: data + "/seen", contents: nil)
    }
    #expect(run.status == 0, "\(run.errors)")
    // The app runs, and is the first to go when memory runs out.
    #expect(run.output.hasPrefix("1000\nup\n"))
    #expect(!run.output.contains("TellNobody"))
    let outcomes = seen.withLock { $0 }
    #expect(outcomes.count == 4)
    for outcome in outcomes {
      #expect(outcome.status == 1 && outcome.output.contains("Permission denied"), "\(outcome)")
    }
    // The same look at another program of that user finds it.
    let own = try Self.run([
      "env", "A=B", "/bin/sh", "-c", "sleep 60 & head -c 1 /proc/$!/environ; kill $!",
    ])
    #expect(!own.output.contains("Permission denied") && own.status == 0, "\(own)")
  }

  @Test func homeAndCacheAreClosedWhateverTheUmask() async throws {
    let wisp = try WispProgram()
    var environment = wisp.environment
    environment["XDG_CACHE_HOME"] = wisp.folder + "/cache"
    let list = ["-c", "umask 000; exec \"$0\" ls", Checkout.products + "/wisp"]
    func modes() -> [String: Int] {
      var modes: [String: Int] = [:]
      for path in ["home", "cache/wisp"] {
        var status = stat()
        guard stat(wisp.folder + "/" + path, &status) == 0 else { continue }
        modes[path] = Int(status.st_mode & 0o7777)
      }
      return modes
    }
    let closed = ["home": 0o700, "cache/wisp": 0o700]
    for _ in 0..<2 {
      let run = try await WispProgram.run(
        "/bin/sh", list, environment: environment, directory: wisp.folder)
      #expect(run.status == 0, "\(run.errors)")
      #expect(modes() == closed)
      // Of an older version.
      chmod(wisp.home, 0o755)
      chmod(wisp.folder + "/cache/wisp", 0o777)
    }
    // Not for wisp alone, and open to all.
    try "mine".write(toFile: wisp.home + "/notes", atomically: true, encoding: .utf8)
    chmod(wisp.home, 0o777)
    let refused = try await WispProgram.run(
      "/bin/sh", list, environment: environment, directory: wisp.folder)
    #expect(refused.status == 2)
    #expect(
      refused.errors == """
        wisp: Other users of this machine can write in \(wisp.home), and it cannot be closed to them.
        Close it with `chmod go-rwx`, or set WISP_HOME and XDG_CACHE_HOME to folders of your own.

        """)
  }
}
