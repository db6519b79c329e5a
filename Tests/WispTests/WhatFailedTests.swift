import Foundation
import LoopbackModel
import Testing

/// What failed is told to the person: in the session, afterwards, and when the work is taken up again.
@Suite struct WhatFailedTests {
  private static func reply(_ path: String) throws -> ScriptedReply {
    .text(try String(contentsOfFile: SessionTests.folder + "/" + path, encoding: .utf8))
  }

  private func wisp(_ server: LoopbackModel) throws -> WispProgram {
    try WispProgram(SessionTests.Wire.anthropic.environment(server.baseURL))
  }

  private static let description = "turn every line into capitals, with an option that adds a mark"

  /// The failure of the example "with a mark", as it stands below its gate.
  private static func example(indent: String) -> String {
    [
      "example with a mark", "  given: --mark < hey",
      "  stdout differs (- expected, + came out)", "  - HEY!", "  + HEY", "",
    ].map { $0.isEmpty ? "" : indent + $0 }.joined(separator: "\n")
  }

  @Test func anExampleIsShownWhereverOneLooks() async throws {
    let server = try LoopbackModel.start(replies: [
      Self.reply("refused-prose/1.md"), Self.reply("refused-prose/3.md"),
    ])
    defer { server.stop() }
    let wisp = try wisp(server)
    let run = try await wisp.run(["new", "--name", "shout", "--max-rounds", "1", Self.description])
    #expect(run.status == 5, "\(run.output)")
    #expect(run.errors.contains("1 of 2 examples failed\n" + Self.example(indent: "    ")))

    let show = try await wisp.run(["show"])
    let stopped = "  stopped   1 round was used up and it is not verified.\n"
    let failed = "    examples failed: 1 of 2 examples failed\n"
    #expect(show.output.contains(stopped + failed + Self.example(indent: "    ")), "\(show.output)")
    let log = try await wisp.run(["log", "--verbose"])
    #expect(
      log.output.contains(
        """
            example with a mark
              arguments: --mark
              standard input:
              | hey
              stdout differs (- expected, + came out)
              - HEY!
              + HEY

        """), "\(log.output)")
    let json = try await wisp.run(["show", "--json"])
    let shown = try #require(json.events.first?["failed"] as? [String: Any])
    #expect((shown["examples"] as? [String: Any])?["failed"] as? Int == 1)

    let fork = try await wisp.run(["fork", "--name", "second"])
    #expect(fork.status == 0)
    #expect(try await wisp.run(["show", "second"]).output.contains(Self.example(indent: "    ")))

    let resumed = try await wisp.run(["resume", "shout"])
    #expect(resumed.status == 0)
    // It begins with what failed, and does not say it twice.
    #expect(resumed.errors.hasPrefix(stopped.dropFirst(2) + failed.dropFirst(2)))
    #expect(resumed.errors.components(separatedBy: "example with a mark").count == 2)
    #expect(resumed.errors.contains("1 of 2 examples failed\n    as before\n"))
    let verified = try await wisp.run(["show", "shout"])
    #expect(!verified.output.contains("stopped") && !verified.output.contains("failed"))
  }

  @Test func errorsAndTestsAreShownToo() async throws {
    let server = try LoopbackModel.start(replies: [
      Self.reply("repaired/1.md"), Self.reply("repaired/2.md"),
    ])
    defer { server.stop() }
    let wisp = try wisp(server)
    let run = try await wisp.run(["new", "--max-rounds", "2", Self.description])
    #expect(run.status == 5, "\(run.output)")
    let test = try #require(
      run.errors.firstMatch(
        of: /\n    (test capitals\(\)  Tests\/AppCoreTests\/[^\n]*\n      Expectation failed[^\n]*)/
      ))
    let show = try await wisp.run(["show"])
    #expect(show.output.contains("    tests failed: "))
    #expect(show.output.contains(test.1))
    let log = try await wisp.run(["log", "-v"])
    #expect(
      log.output.contains("Sources/AppCore/Filter.swift:27 value of type 'String' has no member"))
    #expect(log.output.contains("test capitals()"))
  }

  @Test func aQuestionIsShownInTheModelsWords() async throws {
    let question = "Sure!\n\nWhich \u{1B}[31mlog format\u{202E} do you use?\n"
    let server = try LoopbackModel.start(
      replies: Array(repeating: .text(question), count: 3))
    defer { server.stop() }
    let wisp = try wisp(server)
    let run = try await wisp.run(["new", Self.description])
    #expect(run.status == 1)
    let words = [
      "    │ Sure!", "    │ ", "    │ Which \\u{1B}[31mlog format\\u{202E} do you use?", "",
    ].joined(separator: "\n")
    #expect(run.errors.contains("  the model sent no file; it says:\n" + words))
    #expect(!run.errors.contains("send each changed file"))
    #expect(
      run.output.contains(
        "  not verified: The model answered in words and sent no file, 3 times in a row.\n" + words
          + "  time "))
    #expect(
      run.output.contains(
        "\n  answer    wisp \"…\"   (say again what you need, with the answer in it)\n"))
    #expect(try await wisp.run(["show"]).output.contains(words))
  }

  @Test func aDisputeIsPutToTheUser() async throws {
    let server = try LoopbackModel.start(replies: [
      Self.reply("refused-prose/1.md"),
      .text("DISPUTE: `with a mark` - nobody asked for an exclamation mark.\n"),
    ])
    defer { server.stop() }
    let wisp = try wisp(server)
    let run = try await wisp.run(["new", "--name", "shout", Self.description])
    #expect(run.status == 1)
    let claim =
      "The model disputes the example “with a mark”: nobody asked for an exclamation mark."
    #expect(run.output.contains("  not verified: \(claim)\n"), "\(run.output)")
    #expect(
      run.output.contains(
        """
          decide    the model is right: wisp tweak shout "what is right"   (this may change the test or example)
                    the test or example is right: wisp resume shout   (the model must pass it)

        """))
    #expect(try await wisp.run(["show"]).output.contains("  stopped   \(claim)\n"))
  }
}
