import Foundation
import LoopbackModel
import Testing

/// `wisp` without arguments, on a terminal and elsewhere.
@Suite(.serialized) struct ConversationTests {
  private func history(_ wisp: WispProgram) throws -> [String] {
    try String(contentsOfFile: wisp.home + "/history", encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  @Test func withoutATerminalItSaysHowItIsCalled() async throws {
    let run = try await WispProgram().run([])
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("wisp: Say what you need, for example: wisp \""))
  }

  @Test func makesChangesAndRuns() async throws {
    let written = try MadeApp.shoutReply
    let server = try LoopbackModel.start(
      replies: [written, written.replacing("!", with: "?")].map { .text($0, chunk: 1000) })
    defer { server.stop() }
    let wisp = try WispProgram(ModelFailureTests.environment(server.baseURL))
    try "hey\n".write(toFile: wisp.folder + "/in.txt", atomically: true, encoding: .utf8)
    let run = try await PseudoTerminal.run(
      wisp, ["--model", "anthropic/m", "--name", "shout"],
      steps: [
        // Typed, mended with the keys, and sent.
        (
          "need? › ",
          .type("turn lins into capitals\u{1B}b\u{1B}b\u{1B}[D\u{1B}[De\u{5}\r")
        ),
        ("verified  ", .type("")), (" › ", .type("/run -- --mark < in.txt\r")),
        ("HEY!", .type("")), (" › ", .type("ask instead\r")),
        // An accepted example is replaced.
        ("y or n:", .type("y\r")),
        ("verified  ", .type("")), (" › ", .type("/run -- --mark < in.txt > out.txt\r")),
        ("out.txt\r\n", .type("")), (" › ", .type(":discard\r")),
        ("in the trash", .type("")), ("need? › ", .type("\u{4}")),
      ])
    #expect(run.status == 0, "\(run.output)")
    #expect(!run.output.contains("was not left as it was found"))
    #expect(try String(contentsOfFile: wisp.folder + "/out.txt", encoding: .utf8) == "HEY?\n")
    #expect(
      try history(wisp) == [
        "turn lines into capitals", "/run -- --mark < in.txt", "ask instead",
        "/run -- --mark < in.txt > out.txt", ":discard",
      ])
    #expect(try await wisp.run(["ls", "--json"]).output == "")
    #expect(server.requests.last?.text.contains("ask instead") == true)
  }

  /// What a hint says can be typed here as well as in a shell.
  @Test func aDescriptionAsInAShell() async throws {
    let run = try await PseudoTerminal.run(
      try WispProgram(["WISP_MODEL": "builtin"]),
      steps: [
        ("need? › ", .type("wisp \"bake some bread\"\r")),
        ("no recipe for “bake some bread”", .type("")), ("need? › ", .type("\u{4}")),
      ])
    #expect(run.status == 0, "\(run.output)")
  }

  @Test func editsAndRemembers() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "command:exit 7"])
    let run = try await PseudoTerminal.run(
      wisp,
      steps: [
        // Taken back with Ctrl-C, then typed; a command that is none; a name that is none.
        ("need? › ", .type("something")), ("something", .type("\u{3}")),
        ("need? › ", .type("/shwo\r")), ("Did you mean /show?", .type("/use frist\r")),
        ("There is no app frist.", .type("lines\r")),
        ("neither a command nor", .type("count words\r")),
        ("not verified", .type("")), (" › ", .type("/q\t\r")),
      ])
    let lines = PseudoTerminal.transcript(run.output)
    #expect(lines.contains("What do you need? › something^C"), "\(lines.joined(separator: "\n"))")
    #expect(run.status == 0, "\(run.output)")
  }

  /// However it ends, the terminal is as before.
  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT])
  func aSignalLeavesTheTerminalAsItWas(number: Int32) async throws {
    let run = try await PseudoTerminal.run(
      // Without a report of the crash, which takes minutes.
      try WispProgram(["SWIFT_BACKTRACE": "enable=no"]),
      steps: [("need? › ", .type("so")), ("so", .signal(number))])
    #expect(run.status == 128 + number, "\(run.output)")
    #expect(!run.output.contains("was not left as it was found"), "\(run.output)")
    #expect(run.output.contains("\u{1B}[?2004l"))
  }

  /// Ctrl-C is for the session, SIGTERM for all.
  @Test func aSignalDuringASession() async throws {
    let server = try LoopbackModel.start(replies: [.stall, .stall])
    defer { server.stop() }
    let wisp = try WispProgram(ModelFailureTests.environment(server.baseURL))
    let run = try await PseudoTerminal.run(
      wisp, ["--model", "anthropic/m"],
      steps: [
        ("need? › ", .type("turn lines into capitals\r")), ("[s]top", .type("\u{3}")),
        ("not verified: Interrupted.", .type("")), (" › ", .type("something else\r")),
        ("[s]top", .signal(SIGTERM)),
      ])
    #expect(run.status == 130, "\(run.output)")
    #expect(!run.output.contains("in-terminal:"), "\(run.output)")
  }

  @Test func nobodyIsAskedWithJSONOrQuietly() async throws {
    for flag in ["--json", "--quiet"] {
      let run = try await PseudoTerminal.run(try WispProgram(), [flag], steps: [])
      #expect(run.status == 2, "\(run.output)")
      #expect(run.output.contains("Say what you need"))
    }
  }

  /// The editor of lines and an app that is run take turns in hearing of the window's changes.
  @Test func anAppFollowsTheWindow() async throws {
    let server = try LoopbackModel.start(replies: [.text(ProbeApp.reply(), chunk: 5000)])
    defer { server.stop() }
    let wisp = try WispProgram(ModelFailureTests.environment(server.baseURL))
    var steps: [(text: String, action: PseudoTerminal.Action)] = [
      ("need? › ", .type("do what the input says\r")), ("verified  ", .type("")),
      (" › ", .resize(columns: 70, rows: 20)), ("\u{1B}[K", .type("/run\r")),
      ("reads what you type", .type("columns 70\r")),
    ]
    var columns = 70
    for change in 1...20 {
      steps.append(("it is \(columns) wide", .resize(columns: 70 + change, rows: 20 + change % 3)))
      columns = 70 + change
      steps.append(("", .type("columns \(columns)\r")))
    }
    steps += [
      ("it is \(columns) wide", .type("\u{4}")), (" › ", .resize(columns: 60, rows: 20)),
      ("\u{1B}[K", .type("\u{4}")),
    ]
    let run = try await PseudoTerminal.run(wisp, ["--model", "anthropic/m"], steps: steps)
    #expect(run.status == 0, "\(run.output)")
    #expect(!run.output.contains("in-terminal:"))
  }

  @Test func ctrlCTwiceLeaves() async throws {
    let run = try await PseudoTerminal.run(
      try WispProgram(),
      steps: [("need? › ", .type("\u{3}")), ("once more", .type("")), ("need? › ", .type("\u{3}"))])
    #expect(run.status == 130)
  }

  @Test func aNarrowWindowAndResizing() async throws {
    let text = "one two three four five six seven eight nine ten"
    let run = try await PseudoTerminal.run(
      try WispProgram(), columns: 40,
      steps: [
        ("need? › ", .type(text)), ("ten", .resize(columns: 30, rows: 10)),
        ("\u{1B}[K", .type("\u{3}")), ("^C", .type("\u{4}")),
      ])
    #expect(run.status == 0, "\(run.output)")
    let lines = PseudoTerminal.transcript(run.output).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    #expect(lines.joined(separator: " ").contains(text + "^C"), "\(lines)")
  }
}
