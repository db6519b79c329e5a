import Foundation
import LoopbackModel
import Synchronization
import Testing

/// A key in the environment goes to the model's server and nowhere else.
@Suite(.serialized) struct KeySafetyTests {
  /// Unlike anything else in any file.
  private static let key = "sk-ant-Zq7Vx0TellNobody4fK2wPd91"

  private func wisp(_ server: LoopbackModel) throws -> WispProgram {
    try WispProgram([
      "ANTHROPIC_API_KEY": Self.key, "ANTHROPIC_BASE_URL": server.baseURL,
      "WISP_MODEL": "anthropic/m",
    ])
  }

  /// Looks for the key in everything that was written: the home, recordings, outputs, the cache.
  private func expectNowhere(_ wisp: WispProgram, _ runs: WispProgram.Run...) throws {
    for run in runs {
      #expect(!run.output.contains(Self.key))
      #expect(!run.errors.contains(Self.key))
    }
    let places = [wisp.folder, wisp.environment["XDG_CACHE_HOME"] ?? wisp.folder]
    // Git objects are compressed: they are looked at through git, below.
    #expect(try Self.files(in: places, holding: Self.key) == [])
    // The same search finds what is there.
    let histories = try Self.files(in: places, holding: "repositoryformatversion")
    #expect(histories.contains { $0.hasSuffix("/history.git/config") })

    let apps = wisp.home + "/apps"
    for app in try FileManager.default.contentsOfDirectory(atPath: apps) {
      let repository = "\(apps)/\(app)/history.git"
      let objects = try git(
        repository, "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)")
      for object in objects.split(separator: "\n") {
        let parts = object.split(separator: " ").map(String.init)
        #expect(!(try git(repository, "cat-file", parts[1], parts[0])).contains(Self.key))
      }
      #expect(objects.contains("blob"))
    }
  }

  /// Files with a text; other tests may remove some of the shared cache meanwhile, which grep counts as
  /// an error.
  private static func files(in places: [String], holding text: String) throws -> [String] {
    let search = Process()
    search.executableURL = URL(fileURLWithPath: "/usr/bin/grep")
    search.arguments = ["-rlasF", "-e", text] + places
    let found = Pipe()
    search.standardOutput = found
    try search.run()
    let files = found.fileHandleForReading.readDataToEndOfFile()
    search.waitUntilExit()
    return String(decoding: files, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func aSessionThatIsVerifiedKeepsTheKey() async throws {
    // The reply names the key, cut across events: its server knows it, whoever that is.
    let reply =
      try String(contentsOfFile: SessionTests.folder + "/recorded-water/1.md", encoding: .utf8)
      + "\nYour key is \(Self.key).\n"
    let server = try LoopbackModel.start(replies: [
      .text(reply, chunk: 11, reasoning: "The key is \(Self.key)."),
      .text("And again \(Self.key)", chunk: 3),
    ])
    defer { server.stop() }
    let wisp = try wisp(server)
    let description = try JSONDecoder().decode(
      SessionTests.Expected.self,
      from: Data(
        contentsOf: URL(
          fileURLWithPath: SessionTests.folder + "/recorded-water/session.json"))
    ).description
    let watch = ChildWatch(for: Self.key)
    let run = try await wisp.run(
      ["new", "--json", "--record", wisp.folder + "/good.jsonl", description]
    ) { _, process in watch.begin(process.processIdentifier) }
    let seen = await watch.end()
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("Your key is ***."))
    #expect(server.requests.contains { $0.headers["x-api-key"] == Self.key })
    // Children were looked at, and none of them had it.
    #expect(seen.looked > 0)
    #expect(seen.leaks == [])
    let more = try await wisp.run(["tweak", "--max-rounds", "1", "add an option"])
    try expectNowhere(wisp, run, more, try await wisp.run(["show"]), try await wisp.run(["cost"]))
  }

  @Test func aRefusedKeyIsNotQuoted() async throws {
    let body =
      #"{"type":"error","error":{"type":"authentication_error","message":"bad key \#(Self.key)"}}"#
    let server = try LoopbackModel.start(replies: [
      .status(
        401, headers: ["content-type": "application/json", "request-id": Self.key], body: body)
    ])
    defer { server.stop() }
    let wisp = try wisp(server)
    let record = wisp.folder + "/refused.jsonl"
    let run = try await wisp.run(["new", "--json", "--record", record, "reverse every line"])
    #expect(run.status == 3)
    #expect(try String(contentsOfFile: record, encoding: .utf8).contains("bad key ****"))
    let doctor = try await wisp.run(["doctor", "--json"])
    try expectNowhere(wisp, run, doctor, try await wisp.run(["models"]))
  }

  @Test func aCrashLeavesNothingOfIt() async throws {
    let server = try LoopbackModel.start(replies: [
      .stalling("Some text with \(Self.key) in it", afterBytes: 700)
    ])
    defer { server.stop() }
    let wisp = try wisp(server)
    let record = wisp.folder + "/crash.jsonl"
    let run = try await wisp.run(["new", "--json", "--record", record, "reverse every line"]) {
      line, process in
      if line.contains("model.delta") { kill(process.processIdentifier, SIGKILL) }
    }
    #expect(run.status == SIGKILL)
    #expect(try await wisp.run(["cost", "--json"]).events.last?["calls"] as? Int == 1)
    try expectNowhere(wisp, run)
  }
}

/// Looks at the environments and command lines of a process's descendants while it runs.
private final class ChildWatch: Sendable {
  struct Seen {
    /// Descendants that were looked at.
    var looked = 0
    /// Names of those that had the key.
    var leaks: Set<String> = []
  }

  private let needle: [UInt8]
  private let state = Mutex((isBegun: false, seen: Seen()))
  private let ended = AsyncStream.makeStream(of: Void.self)

  init(for key: String) { needle = Array(key.utf8) }

  /// Begins to look at the descendants of `process`, once, until it is gone.
  func begin(_ process: Int32) {
    let isFirst = state.withLock { state in
      defer { state.isBegun = true }
      return !state.isBegun
    }
    guard isFirst else { return }
    Thread.detachNewThread { [self] in
      while kill(process, 0) == 0 {
        look(below: process)
        // Gives the processor away; nothing is waited for.
        poll(nil, 0, 5)
      }
      ended.continuation.finish()
    }
  }

  func end() async -> Seen {
    for await _ in ended.stream {}
    return state.withLock { $0.seen }
  }

  /// What a process runs: until a child has replaced it, it is the parent's image, with its memory.
  private static func program(_ process: Int32) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
  }

  private func look(below root: Int32) {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    var parents: [Int32: Int32] = [:]
    for process in processes.compactMap({ Int32($0) }) {
      guard let status = FileManager.default.contents(atPath: "/proc/\(process)/stat") else {
        continue
      }
      // The name may hold anything: the fields follow its last parenthesis.
      let fields = String(decoding: status, as: UTF8.self).split(separator: ")").last?
        .split(separator: " ")
      parents[process] = fields.flatMap { $0.count > 1 ? Int32($0[1]) : nil }
    }
    for process in parents.keys where process != root {
      var above = parents[process]
      while let next = above, next != root, next > 1 { above = parents[next] }
      guard above == root, Self.program(process) != Self.program(root) else { continue }
      for file in ["environ", "cmdline"] {
        guard let contents = FileManager.default.contents(atPath: "/proc/\(process)/\(file)") else {
          continue
        }
        let leaks = contents.firstRange(of: needle) != nil
        state.withLock { state in
          state.seen.looked += 1
          if leaks {
            state.seen.leaks.insert(String(decoding: contents.prefix(80), as: UTF8.self))
          }
        }
      }
    }
  }
}
