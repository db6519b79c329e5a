import Foundation
import TestSupport
import Testing

/// `--review`: the contract is agreed to at the terminal before code is asked for.
@Suite(.serialized) struct ReviewTests {
  /// Runs `wisp` on a terminal of its own, with a key for each question.
  private func wisp(
    _ words: [String], keys: String, editor: String = "true", in program: WispProgram
  ) async throws -> WispProgram.Run {
    try await WispProgram.run(
      "/usr/bin/env",
      ["python3", Checkout.root + "/Scripts/in-terminal", "100", keys, Checkout.products + "/wisp"]
        + ["new", "--review", "--model", "builtin"] + words,
      environment: program.environment.merging(["EDITOR": editor, "TERM": "xterm"]) { $1 },
      directory: program.folder)
  }

  @Test func aNoEndsBeforeAnyCode() async throws {
    let program = try WispProgram()
    let run = try await wisp(["count words"], keys: "n", in: program)
    #expect(run.status == 1)
    #expect(run.output.contains("Shall it be written like this?"))
    #expect(run.output.contains("You said no to the contract; no code was asked for."))
    let apps = try FileManager.default.contentsOfDirectory(atPath: program.home + "/apps")
    let app = try #require(apps.first)
    let source = program.home + "/apps/\(app)/tree/Sources/AppCore/Filter.swift"
    #expect(try String(contentsOfFile: source, encoding: .utf8).contains("Copies standard input"))
  }

  @Test func whatIsEditedIsWhatHolds() async throws {
    let program = try WispProgram()
    let run = try await wisp(
      ["--name", "counted", "count words"], keys: "xeyq",
      editor: "sed -i 's/shows only the top two/my own words/'", in: program)
    #expect(run.status == 0, "\(run.output)")
    let show = try await program.run(["show", "counted"])
    #expect(show.output.contains("my own words"))
    #expect(!show.output.contains("shows only the top two"))
  }

  @Test func withoutATerminalNobodyCanBeAsked() async throws {
    let program = try WispProgram()
    let run = try await program.run(["new", "--review", "--model", "builtin", "count words"])
    #expect(run.status == 2)
    #expect(run.errors.contains("--review needs a terminal"))
  }
}
