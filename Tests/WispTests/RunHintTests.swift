import Testing

/// How an app is run, as the end of its session says: what the user can type, for each template.
@Suite(.serialized) struct RunHintTests {
  private static let table = "import a csv into a database and show the total amount by city"

  @Test(arguments: [
    ("the median of a list of numbers", " < FILE"),
    ("pretty print a JSON file", " -- --path . < FILE"),
    ("a todo list on the command line", " -- add call mum"),
    ("a text statistics page", " < FILE"),
    ("a quiz from a list of cards", " --allow-read FILE -- FILE"),
    ("a countdown of 10 minutes", ""),
    ("guess the number", ""),
    ("a web form that stores entries", ""),
    ("find duplicate files in my folder", " --allow-read FOLDER -- --least 1 FOLDER"),
    (table, " --allow-read FILE -- FILE"),
  ])
  func hint(description: String, rest: String) async throws {
    let made = try await MadeApp.builtin(description, name: "it")
    let line = made.run.output.split(separator: "\n").first { $0.hasPrefix("  run ") }
    #expect(line == "  run       wisp run it\(rest)")
  }

  /// A file that the user names is the user's: the app sees it where that is said, and is told how else.
  @Test func filesOfTheUser() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "builtin"])
    try await MadeApp.builtin(Self.table, name: "it").copy(to: wisp)
    try "city,amount\nOslo,3\nOslo,4\n".write(
      toFile: wisp.folder + "/my sales.csv", atomically: true, encoding: .utf8)

    let unseen = try await wisp.run(["run", "it", "--", "my sales.csv"])
    #expect(unseen.status == 1)
    #expect(unseen.output == "")
    let note = unseen.errors.split(separator: "\n").last ?? ""
    #expect(
      note == "note: the app does not see your my sales.csv. To let it, this once: wisp run it "
        + "--allow-read 'my sales.csv' -- 'my sales.csv'")

    let seen = try await wisp.run(
      ["run", "it", "--allow-read", "my sales.csv", "--", "my sales.csv"])
    #expect(seen.status == 0, "\(seen.errors)")
    #expect(seen.output.contains("Oslo"))
  }

  /// Words for the app that stand before `--`, and files for one that reads its standard input only.
  @Test func wordsThatStandElsewhere() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "builtin"])
    try await MadeApp.builtin("a text statistics page", name: "it").copy(to: wisp)
    try "some words\n".write(
      toFile: wisp.folder + "/my text.txt", atomically: true, encoding: .utf8)
    let lead = "wisp: Put the app's own arguments after `--`. Did you mean `"

    let file = try await wisp.run(["run", "it", "my text.txt"])
    #expect(file.status == 2)
    #expect(file.errors == lead + "wisp run it < 'my text.txt'`?\n")
    let words = try await wisp.run(["run", "it", "add", "buy milk", "--now"])
    #expect(words.status == 2)
    #expect(words.errors == lead + "wisp run it -- add 'buy milk' --now`?\n")
    let behind = try await wisp.run(["run", "it", "--", "my text.txt"])
    #expect(behind.status != 0)
    let note = behind.errors.split(separator: "\n").last ?? ""
    #expect(
      note == "note: the app reads its standard input, and no file by name. Give it the file so: "
        + "wisp run it < 'my text.txt'")
  }

  /// That it reads what is typed is said where it does, on a terminal, and nowhere else.
  @Test func whatIsTypedGoesToIt() async throws {
    let note = "It reads what you type; Ctrl-D ends its input, Ctrl-C ends it."
    let wisp = try WispProgram()
    try await MadeApp.builtin("the median of a list of numbers", name: "it").copy(to: wisp)
    let reads = try await PseudoTerminal.run(
      wisp, ["run", "it"], steps: [(note, .type("3\n")), ("3", .type("\u{03}"))])
    #expect(reads.output.contains(note))
    let other = try WispProgram()
    try await MadeApp.builtin("a todo list on the command line", name: "it").copy(to: other)
    let reply = try await PseudoTerminal.run(other, ["run", "it"], steps: [])
    #expect(!reply.output.contains("what you type"))
    #expect(try await !wisp.run(["run", "it"], input: "3\n").errors.contains("what you type"))
  }
}
