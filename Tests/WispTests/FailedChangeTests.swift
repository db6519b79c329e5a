import Foundation
import LoopbackModel
import Testing

/// An app after a change that came to nothing, or to something worse.
struct FailedChangeTests {
  @Test func theWayBackIsShown() async throws {
    let worse = try MadeApp.shoutReply.replacing("line.uppercased()", with: "line.lowercased()")
    let server = try LoopbackModel.start(
      replies: [.text(worse, chunk: 1000)]
        + Array(repeating: .status(400, body: "no"), count: 4))
    defer { server.stop() }
    let wisp = try WispProgram(
      ModelFailureTests.environment(server.baseURL).merging(["WISP_MODEL": "anthropic/m"]) { $1 })
    let app = try await MadeApp.shout.copy(to: wisp)

    let changed = try await wisp.run(["tweak", "--max-rounds", "1", app, "keep empty lines"])
    #expect(changed.status == 5, "\(changed.errors)")
    let back = "  back      wisp undo shout   (version 1 is verified)"
    #expect(changed.output.contains(back), "\(changed.output)")
    let run = try await wisp.run(["run", app], input: "a\n")
    #expect((run.status, run.output) == (0, "a\n"))
    #expect(
      run.errors.contains(
        "note: shout is not verified as it is now. Version 1 is verified: wisp undo shout\n"),
      "\(run.errors)")

    #expect(try await wisp.run(["undo", app]).status == 0)
    let before = try await wisp.run(["run", app], input: "a\n")
    #expect((before.status, before.output) == (0, "A\n"))
    #expect(!before.errors.contains("note"), "\(before.errors)")
    let refused = try await wisp.run(["tweak", app, "keep empty lines"])
    #expect(refused.status == 3, "\(refused.errors)")
    #expect(refused.output.contains("not changed, verified as before: "), "\(refused.output)")
    #expect(!refused.output.contains("discard"))
  }
}
