import Foundation
import Testing

/// Slips of the tongue: what was not meant for a model never reaches one.
///
/// The model here has no key, so whatever would be sent ends with exit code 3 and "No API key".
@Suite(.serialized) struct SlipTests {
  private static let sent = "No API key for OpenAI."
  private static let environment = ["WISP_MODEL": "openai/m"]

  private func apps(_ wisp: WispProgram) throws -> [String] {
    let folder = wisp.home + "/apps"
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder)
  }

  struct Slip: Sendable {
    let words: [String]
    /// The command to type; nil if there is none.
    let instead: String?
  }

  private static let slips = [
    Slip(words: ["list", "apps"], instead: "wisp ls"),
    Slip(words: ["rm", "word-count"], instead: "wisp discard word-count"),
    Slip(words: ["delete", "my app"], instead: "wisp discard 'my app'"),
    Slip(words: ["uninstal", "word-count"], instead: "wisp discard word-count"),
    Slip(words: ["completions", "bash"], instead: "wisp --generate-completion-script bash"),
    Slip(words: ["install", "word-count"], instead: "wisp keep --install word-count"),
    Slip(words: ["man", "run"], instead: "man wisp"),
    Slip(words: ["Status", "now"], instead: "wisp ls"),
    Slip(words: ["twaek", "ignore case"], instead: "wisp tweak 'ignore case'"),
    Slip(words: ["mv", "total", "sum"], instead: "wisp rename total sum"),
    Slip(words: ["logout", "now"], instead: nil),
  ]

  @Test(arguments: slips) func oneWordThatLooksLikeACommand(_ slip: Slip) async throws {
    let wisp = try WispProgram(Self.environment)
    let run = try await wisp.run(slip.words)
    let hint = slip.instead.map { " Did you mean `\($0)`?" } ?? ""
    let description = slip.words.joined(separator: " ")
    #expect(
      run.errors == """
        wisp: There is no command \(slip.words[0]).\(hint)
        For an app, put its description in quotes: wisp "\(description)"

        """)
    #expect((run.status, run.output) == (2, ""), "\(run.errors)")
    #expect(try apps(wisp) == [])
  }

  @Test(arguments: [
    ["list files bigger than 1 MB"], ["new", "delete lines that repeat"],
    ["count", "the", "lines"],
    ["--sort COLUMN sorts a table"],
  ]) func aSentenceIsADescription(_ words: [String]) async throws {
    let run = try await WispProgram(Self.environment).run(words)
    #expect(run.errors.contains(Self.sent) && run.status == 3, "\(run.errors)")
  }

  @Test(arguments: [("y", 3, true), ("n", 2, false), ("", 2, false)])
  func aPersonIsAsked(answer: String, status: Int32, isSent: Bool) async throws {
    let wisp = try WispProgram(Self.environment)
    let run = try await PseudoTerminal.run(
      wisp, ["list", "big", "files"], steps: [("[y/N]", .type(answer + "\n"))])
    let said = PseudoTerminal.transcript(run.output)
    #expect(said.first == "There is no command list. Did you mean `wisp ls`?")
    #expect(said.contains { $0.hasPrefix("Make an app of \"list big files\"? [y/N]") })
    #expect((run.status, run.output.contains(Self.sent)) == (status, isSent), "\(run.output)")
  }

  /// An app that was never written, which is enough to be named.
  private func wispWithAnApp() async throws -> WispProgram {
    let wisp = try WispProgram(Self.environment)
    let made = try await wisp.run([
      "--model", "command:exit 7", "--name", "total", "count the lines of a text",
    ])
    #expect(made.status == 3, "\(made.errors)")
    return wisp
  }

  @Test func anAppIsNoChange() async throws {
    let wisp = try await wispWithAnApp()
    let run = try await wisp.run(["tweak", "total"])
    #expect(run.status == 2)
    #expect(
      run.errors
        == "wisp: total is an app. Say what to change, in quotes: wisp tweak total \"ignore case\"\n"
    )
    // Any other word is a change, and so is a sentence that begins like an option.
    for change in ["faster", "--sort COLUMN sorts by that column"] {
      let run = try await wisp.run(["tweak", change])
      #expect(run.errors.contains("was never written, so there is nothing to change"))
    }
  }

  @Test(arguments: [
    (["--top", "2"], "--top", "wisp run -- --top 2"),
    (["total", "--top=2", "a b"], "--top", "wisp run total -- --top=2 'a b'"),
    (["total", "-n", "--", "x"], "-n", "wisp run total -- -n x"),
    (["--no-limit", "total", "--by", "city"], "--by", "wisp run --no-limit total -- --by city"),
  ]) func optionsOfTheApp(_ words: [String], unknown: String, call: String) async throws {
    let run = try await WispProgram().run(["run"] + words)
    #expect((run.status, run.output) == (2, ""))
    #expect(
      run.errors == """
        wisp: `wisp run` has no option \(unknown).
        Put the app's own options after `--`: \(call)

        """)
  }

  @Test func anOptionOfRunThatIsMistyped() async throws {
    let run = try await WispProgram().run(["run", "--opne"])
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("wisp: `wisp run` has no option --opne. Did you mean --open?\n"))
  }

  /// Lines of a conversation, and what each answers: nil for English, which goes to the model.
  private static let lines: [(typed: String, answer: String?)] = [
    ("ls", "count the lines of a text"), ("LS", "count the lines of a text"),
    ("list", "Did you mean /ls?"), ("list files bigger than 1 MB", nil),
    ("rm total", "Did you mean /discard total?"), ("delete the word count", nil),
    ("undo", "Cannot undo"), ("undo the last sort", nil),
    ("run < in.txt", "in.txt cannot be opened"), ("run -- --top 5", "was never written"),
    ("run total", "was never written"), ("run numbers", "There is no app numbers."),
    ("run the numbers through a filter", nil), ("run --top 5", "wisp run -- --top 5"),
    ("show more", "In quotes it is a description: \"show more\""), ("\"show more\"", nil),
    ("show more rows", nil), ("show total", "draft, not verified"), ("show --code", "import"),
    ("new chart of sales", nil), ("new \"chart of sales\"", nil),
    ("tweak make it faster", nil), ("log", "Lay out"), ("log errors by minute", nil),
    ("diff the two files", nil), ("keep it simple", nil), ("discard duplicate lines", nil),
    ("discard nope", "There is no app nope."), ("use a bar chart", nil),
    ("rename the columns", nil), ("rename total total", "called total already"),
    ("use total", "count the lines"), ("help me sort files", nil), ("help run", "OVERVIEW"),
    ("cost of each item", nil), ("config file with comments", nil), ("verify it works", nil),
    ("exit with 1 if empty", nil), ("don't sort the lines", nil),
    ("/list", "There is no command /list. Did you mean /ls?"),
    ("/run --top 2", "wisp run -- --top 2"), ("wisp run total", "was never written"),
    ("wisp \"count the lines\"", nil), ("prompt for a name", nil),
    ("--sort COLUMN sorts by that column", nil), ("doctor who episodes", nil),
    ("replay the last hour", nil), ("templates", "filter"),
  ]

  @Test func aLineOfAConversationIsACommandOnlyIfItReadsAsOne() async throws {
    let wisp = try await wispWithAnApp()
    var steps: [(text: String, action: PseudoTerminal.Action)] = []
    for (typed, answer) in Self.lines {
      steps += [("› ", .type(typed + "\r")), (answer ?? Self.sent, .type(""))]
    }
    let run = try await PseudoTerminal.run(wisp, steps: steps + [("› ", .type("\u{4}"))])
    #expect(run.status == 0, "\(run.output)")
    let sent = PseudoTerminal.transcript(run.output).filter { $0.contains(Self.sent) }
    #expect(sent.count == Self.lines.count { $0.answer == nil })
  }
}
