import Foundation
import LoopbackModel
import Testing

/// Whole sessions with scripted replies, over both wire formats.
///
/// A case is a folder of `Sessions`:
/// the replies in order and what must come of them.
@Suite struct SessionTests {
  struct Expected: Decodable {
    struct Prompt: Decodable {
      var contains: [String]
      var lacks: [String]
    }

    var description: String
    var arguments: [String]?
    var exit: Int32
    var reason: String
    /// Of the commits after the starter's, oldest first.
    var verdicts: [String]
    /// The kinds of all refusals, in order.
    var rejected: [String]
    /// The first gate that failed, for each failing iteration.
    var failingGates: [String]
    /// What the second and later requests must and must not say.
    var prompts: [Prompt]
    /// What the user is told, in part.
    var notes: [String]?
  }

  enum Wire: String, CaseIterable {
    case anthropic
    case openai

    func environment(_ base: String) -> [String: String] {
      switch self {
      case .anthropic:
        [
          "ANTHROPIC_API_KEY": "sk-ant-test", "ANTHROPIC_BASE_URL": base,
          "WISP_MODEL": "anthropic/m",
        ]
      case .openai:
        ["OPENAI_BASE_URL": base + "/v1", "WISP_MODEL": "openai-compatible/m"]
      }
    }
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Sessions"
  static let names = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []

  /// Every case over the Anthropic wire; the longest over the other one too.
  static let runs =
    names.map { ($0, Wire.anthropic) }
    + names.filter { !$0.hasPrefix("refused-") && !$0.hasPrefix("twice-") }.map { ($0, .openai) }

  @Test func thereAreCases() {
    #expect(Self.names.count >= 12)
  }

  @Test(arguments: runs) func plays(name: String, wire: Wire) async throws {
    let path = Self.folder + "/" + name
    let expected = try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: URL(fileURLWithPath: path + "/session.json")))
    let replies = try Self.replies(in: path)
    let server = try LoopbackModel.start(replies: replies)
    defer { server.stop() }
    let wisp = try WispProgram(wire.environment(server.baseURL), name: "wisp tëst")
    let run = try await wisp.run(
      ["new", "--json"] + (expected.arguments ?? []) + [expected.description])

    #expect(run.status == expected.exit, "\(run.errors)")
    #expect(run.finished["event"] as? String == "session.finished")
    #expect(run.finished["reason"] as? String == expected.reason)
    #expect(run.finished["verified"] as? Bool == (expected.exit == 0))
    let refusals = run.events(named: "reply.rejected").flatMap {
      ($0["errors"] as? [[String: Any]] ?? []).map { $0["kind"] as? String ?? "" }
    }
    #expect(refusals == expected.rejected)
    let failing = run.events(named: "gate.finished").filter { $0["result"] as? String == "failed" }
      .map { $0["name"] as? String ?? "" }
    #expect(failing == expected.failingGates)
    let notes = run.events(named: "reply.noted").flatMap { $0["notes"] as? [String] ?? [] }
    for note in expected.notes ?? [] { #expect(notes.contains { $0.contains(note) }, "\(notes)") }

    let bodies = server.requests.filter { $0.method == "POST" }.map {
      String(decoding: $0.body, as: UTF8.self)
    }
    #expect(bodies.count == replies.count)
    for (body, prompt) in zip(bodies.dropFirst(), expected.prompts) {
      for text in prompt.contains {
        #expect(body.contains(Self.escaped(text)), "\(text) in \(body)")
      }
      for text in prompt.lacks { #expect(!body.contains(Self.escaped(text)), "\(text) in \(body)") }
    }
    try check(history: run, wisp, expected)
  }

  /// The replies of a case in order: `1.md` is whole, `1.cut.md` ended at the output limit.
  static func replies(in path: String) throws -> [ScriptedReply] {
    try (1...20).compactMap { number in
      for (name, ending) in [("md", ScriptedReply.Ending.complete), ("cut.md", .outputLimit)] {
        let file = "\(path)/\(number).\(name)"
        guard FileManager.default.fileExists(atPath: file) else { continue }
        return .text(try String(contentsOfFile: file, encoding: .utf8), chunk: 37, ending: ending)
      }
      return nil
    }
  }

  /// What plain git says of the history.
  private func check(history run: WispProgram.Run, _ wisp: WispProgram, _ expected: Expected) throws
  {
    let app = try #require(run.finished["app"] as? String)
    let repository = wisp.home + "/apps/\(app)/history.git"
    let trailers = try git(
      repository, "log", "--reverse",
      "--format=%(trailers:key=Wisp-Verdict,valueonly,separator=%x2C)")
    #expect(
      trailers.split(separator: "\n").map(String.init).suffix(expected.verdicts.count)
        == expected.verdicts[...])
    #expect(try git(repository, "fsck", "--strict", "--no-dangling") == "")
    let notes = try git(repository, "notes", "list").split(separator: "\n")
    #expect(notes.count == expected.verdicts.filter { $0 == "passed" }.count)
    let exchanges = try git(repository, "notes", "--ref=exchange", "list").split(separator: "\n")
    #expect(exchanges.count == expected.verdicts.count)
    // Nothing was written beside the tree.
    let beside = try FileManager.default.contentsOfDirectory(atPath: wisp.home + "/apps/\(app)")
      .sorted()
    #expect(beside == ["app.json", "data", "history.git", "journal.jsonl", "tree"])
    #expect(!FileManager.default.fileExists(atPath: wisp.home + "/apps/\(app)/tree/.git"))
    // An app that is not used takes little: its files, its history and its journal.
    let taken = try ["tree", "history.git", "journal.jsonl", "app.json"].map {
      try kilobytes(on: wisp.home + "/apps/\(app)/\($0)")
    }
    #expect(taken.reduce(0, +) <= 200, "\(taken)")
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}

/// What a file or folder takes on the disk, as `du -k` counts.
private func kilobytes(on path: String) throws -> Int {
  let inner = try? FileManager.default.subpathsOfDirectory(atPath: path).map { "\(path)/\($0)" }
  return try ((inner ?? []) + [path]).reduce(0) { sum, file in
    var status = stat()
    try #require(lstat(file, &status) == 0)
    return sum + Int(status.st_blocks) * 512
  } / 1024
}

/// Runs plain git on a repository and returns what it prints.
func git(_ repository: String, _ arguments: String...) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
  process.arguments = ["--git-dir", repository] + arguments
  process.environment = [
    "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1",
  ]
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  let text = String(decoding: data, as: UTF8.self)
  try #require(process.terminationStatus == 0, "git \(arguments) failed: \(text)")
  return text
}
