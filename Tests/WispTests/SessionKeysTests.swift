import Foundation
import Testing

/// Keys while a session runs: stop, pause, show the code; and the terminal is as before in the end.
@Suite struct SessionKeysTests {
  /// A model that writes its first lines, and the rest once the file `go` is there.
  private func home() throws -> WispProgram {
    let wisp = try WispProgram(name: "keys")
    let reply = try InterruptTests.reply("repaired/1.md")
      .replacing(
        "write(line.shouted())", with: "write(line.uppercased() + (options.mark ? \"!\" : \"\"))")
    try reply.write(toFile: wisp.folder + "/reply.md", atomically: true, encoding: .utf8)
    try """
    #!/bin/sh
    cat > /dev/null
    cd '\(wisp.folder)'
    head -n 30 reply.md
    # It ends with the wisp that reads it: whoever waits for a test's process waits for this one, too.
    while [ ! -e go ]; do
      sleep 0.1
      echo || exit
    done
    tail -n +31 reply.md
    """.write(toFile: wisp.folder + "/model", atomically: true, encoding: .utf8)
    return wisp
  }

  private func run(
    _ wisp: WispProgram, _ steps: [(text: String, action: PseudoTerminal.Action)]
  ) async throws -> WispProgram.Run {
    let run = try await PseudoTerminal.run(
      wisp, ["--model", "command:sh \(wisp.folder)/model", "turn lines into capitals"],
      steps: steps, environment: ["SWIFT_BACKTRACE": "enable=no"])
    #expect(!run.output.contains("in-terminal:"), "\(run.output)")
    return run
  }

  /// The iterations, newest first, each with its verdict, where it was checked.
  private func log(_ wisp: WispProgram) async throws -> [String] {
    try await wisp.run(["log", "--json"]).events.map {
      "\($0["kind"] ?? "") \($0["verdict"] ?? "unchecked")"
    }
  }

  @Test func pauseAndGoOn() async throws {
    let wisp = try home()
    let go = wisp.folder + "/go"
    let run = try await run(
      wisp,
      [
        ("[p]ause", .type("p")), ("pausing before the next step", .touch(go)),
        ("‖ paused", .type("p")), ("syntax", .type("")), ("[enter]", .type("q")),
      ])
    #expect(run.status == 0, "\(run.output)")
    #expect(try await log(wisp) == ["write passed", "scaffold unchecked"])
  }

  /// Letters of a sentence are no keys: it is there again when something can be said.
  @Test func whatIsTypedMeanwhileIsKept() async throws {
    let wisp = try home()
    let run = try await run(
      wisp,
      [
        ("[s]top", .type("also sort it")), ("› also sort it", .touch(wisp.folder + "/go")),
        ("[0malso sort it", .type("\u{3}")), ("^C", .type("\u{4}")), ("[enter]", .type("q")),
      ])
    #expect(run.status == 0, "\(run.output)")
    #expect(!run.output.contains("You stopped it"))
    #expect(try await log(wisp) == ["write passed", "scaffold unchecked"])
  }

  @Test func stopTakesTheAnswerAndChecksNothing() async throws {
    let wisp = try home()
    let go = wisp.folder + "/go"
    let run = try await run(
      wisp,
      [
        ("[s]top", .type("s")), ("stopping when the answer is there", .touch(go)),
        ("[g]o on", .type("")), ("[enter]", .type("q")),
      ])
    #expect(run.status == 130, "\(run.output)")
    #expect(run.output.contains("not verified: You stopped it."))
    #expect(!run.output.contains("syntax"))
    #expect(try await log(wisp) == ["write unchecked", "scaffold unchecked"])
  }

  @Test func twiceStopsAtOnce() async throws {
    let wisp = try home()
    let run = try await run(
      wisp,
      [
        ("[s]top", .type("s")), ("[s] at once", .type("s")), ("[g]o on", .type("")),
        ("[enter]", .type("q")),
      ])
    #expect(run.status == 130, "\(run.output)")
    #expect(try await log(wisp) == ["scaffold unchecked"])
  }

  @Test func theCodeIsShownAndHidden() async throws {
    let wisp = try home()
    let run = try await run(
      wisp,
      [
        ("[c]ode", .type("c")), ("│ public struct InputError", .type("c")),
        ("  [s]top  [p]ause  [c]ode", .touch(wisp.folder + "/go")), ("[enter]", .type("q")),
      ])
    #expect(run.status == 0, "\(run.output)")
    // It was shown in the region only.
    #expect(!PseudoTerminal.transcript(run.output).joined().contains("│"))
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGABRT])
  func aSignalLeavesTheTerminalAsItWas(number: Int32) async throws {
    let run = try await run(try home(), [("[s]top", .signal(number))])
    // The first three are Ctrl-C to wisp.
    #expect(
      run.status == ([SIGTERM, SIGHUP, SIGINT].contains(number) ? 130 : 128 + number),
      "\(run.output)")
  }

  @Test func noKeysWhereNobodyWatches() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "command:exit 7"])
    let words = ["count the words in a text"]
    for arguments in [["--quiet"], ["--json"]] {
      let run = try await PseudoTerminal.run(wisp, arguments + words, steps: [])
      #expect(run.status == 3 && !run.output.contains("[s]top"), "\(run.output)")
    }
    let piped = try await wisp.run(words)
    #expect(piped.status == 3 && !piped.errors.contains("[s]top"), "\(piped.errors)")
  }
}
