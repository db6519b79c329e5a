import Foundation
import Testing

/// `wisp run` while another process holds the app, as a session does.
@Suite struct RunBesideTests {
  /// Holds an app as a session of another `wisp` does.
  private final class Holder {
    private let descriptor: Int32
    private let path: String

    init(_ app: String, _ wisp: WispProgram) throws {
      path = wisp.home + "/locks/" + app
      descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      try #require(descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0)
      try #require(write(descriptor, "s", 1) == 1)
    }

    deinit {
      unlink(path)
      close(descriptor)
    }
  }

  @Test func theNewestVerifiedProgramRuns() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "builtin"])
    let app = try await MadeApp.wordCount.copy(to: wisp)
    let tree = wisp.home + "/apps/\(app)/tree"
    let filter = tree + "/Sources/AppCore/Filter.swift"
    let held = try Holder(app, wisp)

    // A session is in the middle of a write: nothing of it is read, restored or built.
    try "half of a fi".write(toFile: filter, atomically: true, encoding: .utf8)
    for arguments in [["run", app], ["run", "--open", app]] {
      let run = try await wisp.run(arguments, input: "a b a\n")
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output == "2  a\n1  b\n\n3 words, 2 different\n")
    }
    #expect(try String(contentsOfFile: filter, encoding: .utf8) == "half of a fi")

    // It has committed what does not pass.
    let git = ["--git-dir", wisp.home + "/apps/\(app)/history.git", "--work-tree", tree]
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    for arguments in [["add", "-A"], identity + ["commit", "-q", "-m", "Repair words"]] {
      let done = try await WispProgram.run(
        "/usr/bin/git", git + arguments, environment: wisp.environment, directory: tree)
      try #require(done.status == 0, "\(done.errors)")
    }
    let beside = try await wisp.run(["run", app], input: "a b a\n")
    #expect(beside.status == 0)
    #expect(beside.output == "2  a\n1  b\n\n3 words, 2 different\n")
    #expect(
      beside.errors.hasPrefix(
        "note: another wisp is working on word-count; this is its newest verified version"),
      "\(beside.errors)")

    // Nothing to start: who holds it is said, and nothing is built.
    try FileManager.default.removeItem(atPath: wisp.home + "/programs/" + app)
    let busy = try await wisp.run(["run", app], input: "a b a\n")
    #expect(busy.status == 1)
    #expect(
      busy.errors == """
        wisp: Another wisp is building word-count.
        Wait for it to end, or stop it with Ctrl-C there.

        """)
    let verify = try await wisp.run(["verify", tree])
    #expect(verify.status == 1)
    #expect(verify.errors.contains("Another wisp is building word-count."))
    #expect(try String(contentsOfFile: filter, encoding: .utf8) == "half of a fi")
    withExtendedLifetime(held) {}
  }

  @Test func twoRunsAtOnceBuildOnce() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "builtin"])
    let app = try await MadeApp.wordCount.copy(to: wisp)
    try FileManager.default.removeItem(atPath: wisp.home + "/programs/" + app)
    async let first = wisp.run(["run", app], input: "a b a\n")
    async let second = wisp.run(["run", app], input: "a b a\n")
    async let third = wisp.run(["keep", app])
    for run in try await [first, second] {
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output == "2  a\n1  b\n\n3 words, 2 different\n")
    }
    #expect(try await third.status == 0)
  }
}
