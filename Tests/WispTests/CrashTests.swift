import Foundation
import Testing

/// `wisp` killed with SIGKILL at random moments: the next command finds everything in order.
///
/// A dozen kills here; `make crash` does WISP_CRASHES=200.
@Suite(.serialized) struct CrashTests {
  private static let count =
    ProcessInfo.processInfo.environment["WISP_CRASHES"].flatMap { Int($0) } ?? 12

  @Test func nothingIsLostOrStuck() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "builtin"], name: "wisp crash")
    let first = try await wisp.run(["--json", "show the 20 most frequent words in a text"])
    try #require(first.status == 0, "\(first.errors)")
    var random = Seeded(state: 20)
    // What each command takes, in milliseconds: kills fall within it, and a little after.
    var durations: [String: Int] = [:]
    for number in 0..<Self.count {
      let command = Self.commands[number % Self.commands.count]
      if durations[command[0]] == nil {
        let start = ContinuousClock.now
        _ = try await wisp.run(command)
        durations[command[0]] = Int(start.duration(to: .now) / .milliseconds(1))
      }
      let limit = max(20, durations[command[0], default: 0] * 11 / 10)
      let moment = Int.random(in: 0...limit, using: &random)
      try await wisp.killed(command, after: .milliseconds(moment))
      try await expectOrder(wisp, after: "\(command) killed after \(moment) of \(limit) ms")
    }
  }

  private static let commands = [
    ["fork"], ["keep"], ["new", "pretty-print json and query it by path"], ["discard"],
    ["undo"], ["restore"], ["redo"], ["new", "show the 20 most frequent words in a text"],
    ["discard"],
    ["resume"], ["gc"],
  ]

  private func expectOrder(_ wisp: WispProgram, after what: String) async throws {
    let comment = Comment(rawValue: what)
    let list = try await wisp.run(["ls", "--all", "--json"])
    #expect(list.status == 0, comment)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: wisp.home + "/locks") == [], comment)
    for folder in ["apps", "trash"] {
      for app in try FileManager.default.contentsOfDirectory(atPath: "\(wisp.home)/\(folder)") {
        guard !app.hasPrefix(".") else { continue }
        try expectOrder(app: "\(wisp.home)/\(folder)/\(app)", comment)
      }
    }
    #expect(try await wisp.run(["doctor", "--rebuild"]).status == 0, comment)
    #expect(try await wisp.run(["ls", "--all", "--json"]).output == list.output, comment)
  }

  private func expectOrder(app: String, _ comment: Comment) throws {
    let index = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).index"
    defer { try? FileManager.default.removeItem(atPath: index) }
    func git(_ arguments: String...) throws -> String {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
      process.arguments =
        ["-c", "core.bare=false", "--git-dir", app + "/history.git", "--work-tree", app + "/tree"]
        + arguments
      process.environment = ["GIT_INDEX_FILE": index, "HOME": "/nonexistent", "PATH": "/usr/bin"]
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = pipe
      try process.run()
      let data = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: data, as: UTF8.self)
        + (process.terminationStatus == 0 ? "" : "exit \(process.terminationStatus)")
    }
    #expect(try git("fsck", "--strict", "--no-dangling").isEmpty, comment)
    #expect(try git("read-tree", "main").isEmpty, comment)
    #expect(try git("status", "--porcelain").isEmpty, comment)
    let files = FileManager.default.enumerator(atPath: app + "/history.git")?.allObjects
    let locks = (files as? [String] ?? []).filter { $0.hasSuffix(".lock") && $0 != "wisp.lock" }
    #expect(locks.isEmpty, comment)
    let journal = FileManager.default.contents(atPath: app + "/journal.jsonl") ?? Data()
    for line in journal.split(separator: 0x0A) {
      guard let event = try? JSONSerialization.jsonObject(with: line) as? [String: Any],
        event["event"] as? String == "commit.created", let id = event["id"] as? String
      else { continue }
      #expect(try !git("for-each-ref", "--contains", id).isEmpty, comment)
    }
  }
}

/// The same numbers in every run.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
