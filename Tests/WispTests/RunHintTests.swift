import Testing

/// How an app is run, as the end of its session says: what the user can type, for each template.
@Suite(.serialized) struct RunHintTests {
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
    (
      "import a csv into a database and show the total amount by city", " --allow-read FILE -- FILE"
    ),
  ])
  func hint(description: String, rest: String) async throws {
    let wisp = try WispProgram(["WISP_MODEL": "builtin"])
    let run = try await wisp.run(["new", "--name", "it", description])
    #expect(run.status == 0, "\(run.errors)")
    let app = try #require(run.output.split(separator: "\n").first?.split(separator: " ").first)
    let line = run.output.split(separator: "\n").first { $0.hasPrefix("  run ") }
    #expect(line == "  run       wisp run \(app)\(rest)")
  }

  /// A file that the user names is the user's: the app sees it where that is said, and is told how else.
  @Test func filesOfTheUser() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "builtin"])
    let made = try await wisp.run(
      ["new", "--name", "table", "import a csv into a database and show the total amount by city"])
    let app = try #require(made.output.split(separator: "\n").first?.split(separator: " ").first)
    try "city,amount\nOslo,3\nOslo,4\n".write(
      toFile: wisp.folder + "/my sales.csv", atomically: true, encoding: .utf8)

    let unseen = try await wisp.run(["run", "table", "--", "my sales.csv"])
    #expect(unseen.status == 1)
    #expect(unseen.output == "")
    let note = unseen.errors.split(separator: "\n").last ?? ""
    #expect(
      note == "note: the app does not see your my sales.csv. To let it, this once: wisp run \(app) "
        + "--allow-read 'my sales.csv' -- 'my sales.csv'")

    let seen = try await wisp.run(
      ["run", "table", "--allow-read", "my sales.csv", "--", "my sales.csv"])
    #expect(seen.status == 0, "\(seen.errors)")
    #expect(seen.output.contains("Oslo"))
  }

  /// Words for the app that stand before `--`, and files for one that reads its standard input only.
  @Test func wordsThatStandElsewhere() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "builtin"])
    let made = try await wisp.run(["new", "--name", "page", "a text statistics page"])
    let app = try #require(made.output.split(separator: "\n").first?.split(separator: " ").first)
    try "some words\n".write(
      toFile: wisp.folder + "/my text.txt", atomically: true, encoding: .utf8)
    let lead = "wisp: Put the app's own arguments after `--`. Did you mean `"

    let file = try await wisp.run(["run", "page", "my text.txt"])
    #expect(file.status == 2)
    #expect(file.errors == lead + "wisp run page < 'my text.txt'`?\n")
    let words = try await wisp.run(["run", "page", "add", "buy milk", "--now"])
    #expect(words.status == 2)
    #expect(words.errors == lead + "wisp run page -- add 'buy milk' --now`?\n")
    let behind = try await wisp.run(["run", "page", "--", "my text.txt"])
    #expect(behind.status != 0)
    let note = behind.errors.split(separator: "\n").last ?? ""
    #expect(
      note == "note: the app reads its standard input, and no file by name. Give it the file so: "
        + "wisp run \(app) < 'my text.txt'")
  }

  /// That it reads what is typed is said where it does, on a terminal, and nowhere else.
  @Test func whatIsTypedGoesToIt() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "builtin"])
    let note = "It reads what you type; Ctrl-D ends its input, Ctrl-C ends it."
    _ = try await wisp.run(["new", "--name", "median", "the median of a list of numbers"])
    let reads = try await PseudoTerminal.run(
      wisp, ["run", "median"], steps: [(note, .type("3\n")), ("3", .type("\u{03}"))])
    #expect(reads.output.contains(note))
    _ = try await wisp.run(["new", "--name", "todo", "a todo list on the command line"])
    let reply = try await PseudoTerminal.run(wisp, ["run", "todo"], steps: [])
    #expect(!reply.output.contains("what you type"))
    #expect(try await !wisp.run(["run", "median"], input: "3\n").errors.contains("what you type"))
  }
}
