import Foundation
import Testing

/// Names as people type them, on a home that version 0.1.0 left: two apps with one name in their contracts,
/// one of them kept, a tool of `wisp once` with the same, and an app that was never written.
@Suite struct NamesTests {
  private static let archive = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Homes/0.1.0.tar.gz").path
  private static let (kept, other) = ("most-frequent-words-ddb6", "most-frequent-words-1443")
  private static let (tool, draft) = ("most-frequent-words-0b1c", "sums-d273")

  private func oldHome() async throws -> WispProgram {
    let wisp = try WispProgram(["WISP_MODEL": "openai/m"])
    try FileManager.default.createDirectory(
      atPath: wisp.home, withIntermediateDirectories: true)
    let unpacked = try await WispProgram.run(
      "/usr/bin/env", ["tar", "-xzf", Self.archive, "-C", wisp.home],
      environment: wisp.environment, directory: wisp.folder)
    try #require(unpacked.status == 0, "\(unpacked.errors)")
    return wisp
  }

  private func names(_ wisp: WispProgram, _ more: String...) async throws -> [String: String] {
    let list = try await wisp.run(["ls", "--json"] + more)
    #expect(list.status == 0, "\(list.errors)")
    return list.events.reduce(into: [:]) { names, app in
      if let id = app["app"] as? String { names[id] = app["name"] as? String }
    }
  }

  @Test func aHomeOfTheFirstVersionIsCarriedOver() async throws {
    let wisp = try await oldHome()
    let expected = [Self.kept: "word-count", Self.other: "word-count-2", Self.draft: "sums"]
    #expect(try await names(wisp) == expected)
    #expect(try await names(wisp, "--tools") == [Self.tool: Self.tool])
    // Names, ids and beginnings lead to the apps; what is shown first is the name.
    for (typed, name) in [
      ("word-count", "word-count"), ("word-count-2", "word-count-2"), (Self.other, "word-count-2"),
      ("sum", "sums"), (Self.tool, Self.tool),
    ] {
      let shown = try await wisp.run(["show", typed])
      #expect(shown.output.hasPrefix(name + "  "), "\(typed): \(shown.output)\(shown.errors)")
      #expect(
        shown.output.contains("verified by the rules of 0.1 (sealed tree") == (name != "sums"),
        "\(shown.output)")
    }
    // Another version of the catalog, made from the files, has the same names.
    try await wisp.expectOrder(after: "carrying over")
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: wisp.home + "/catalog.sqlite" + suffix)
    }
    #expect(try await wisp.run(["doctor", "--rebuild"]).status == 0)
    #expect(try await names(wisp) == expected)
  }

  @Test func whatIsTypedWrong() async throws {
    let wisp = try await oldHome()
    for (words, said) in [
      (["word-count"], "word-count is an app. Did you mean `wisp run word-count`?"),
      (
        ["word-count", "a b"],
        "word-count is an app. Did you mean `wisp run word-count -- 'a b'`?\n"
          + "For another app, put its description in quotes: wisp \"word-count a b\""
      ),
      (
        ["elephant"],
        "\"elephant\" is one word: neither a command nor a description. "
          + "Describe the app in a few words."
      ),
      (
        ["wordcuont"],
        "\"wordcuont\" is one word: neither a command nor a description. "
          + "Did you mean `wisp run word-count`?"
      ),
      (
        ["rename", "word-count", "sums"],
        "sums is the name of another app. Choose another one; "
          + "`wisp ls` lists what there is."
      ),
      (
        ["rename", "word-count", "Words!"],
        "“Words!” is not a name: a name is lower-case letters, "
          + "digits and dashes, up to 40, a letter first."
      ),
      (
        ["rename", "word-count", "undo"],
        "No app can be renamed to “undo”: it is a command of wisp. "
          + "Choose another name."
      ),
      (
        ["rename", "word-count", "cd"],
        "No app can be renamed to “cd”: it is a word of the shell. "
          + "Choose another name."
      ),
    ] {
      let run = try await wisp.run(words)
      #expect(run.errors == "wisp: \(said)\n")
      #expect((run.status, run.output) == (2, ""))
    }
    let option = try await wisp.run(["word-count", "--top", "3"])
    #expect(option.errors.contains("Did you mean `wisp run word-count -- --top 3`?"))
    let unknown = try await wisp.run(["run", "word-cuont"])
    #expect(unknown.status == 1)
    #expect(
      unknown.errors
        == "wisp: There is no app word-cuont. Did you mean word-count?\n`wisp ls` lists what there is.\n"
    )
    let command = try await wisp.run(["rename", "word-count", "git"])
    #expect(command.errors.contains("“git”: it is a command already, "), "\(command.errors)")
    let building = try building(Self.draft, wisp)
    for words in [["run", "sums"], ["tweak", "sums", "add them twice"]] {
      let run = try await wisp.run(words)
      #expect(
        run.errors == """
          wisp: Another wisp is building sums.
          Wait for it to end, or stop it with Ctrl-C there.

          """)
      #expect(run.status == 1)
    }
    close(building)
  }

  /// Holds an app as a session does that is under way.
  private func building(_ app: String, _ wisp: WispProgram) throws -> Int32 {
    let locks = wisp.home + "/locks"
    try FileManager.default.createDirectory(atPath: locks, withIntermediateDirectories: true)
    let held = open(locks + "/" + app, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    try #require(held >= 0 && flock(held, LOCK_EX | LOCK_NB) == 0 && write(held, "s", 1) == 1)
    return held
  }

  @Test func theLauncherMovesWithTheName() async throws {
    let wisp = try await oldHome()
    let bin = wisp.folder + "/.local/bin/"
    func launchers() -> [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: bin)) ?? []).sorted()
    }
    #expect(try await wisp.run(["keep", "word-count-2", "--install"]).status == 0)
    #expect(launchers() == ["word-count-2"])
    let renamed = try await wisp.run(["rename", "word-count-2", "tally"])
    #expect(
      renamed.output == "word-count-2 is called tally now\nits launcher is \(bin)tally\n",
      "\(renamed.errors)")
    #expect(launchers() == ["tally"])
    #expect(
      try String(contentsOfFile: bin + "tally", encoding: .utf8).contains(
        "run --no-limit \(Self.other)"))
    // One that was given a name of its own stays, and so does what wisp did not make.
    #expect(try await wisp.run(["keep", "word-count", "--install", "--as", "mine"]).status == 0)
    #expect(
      try await wisp.run(["rename", "word-count", "words"]).output
        == "word-count is called words now\n")
    #expect(launchers() == ["mine", "tally"])
    try Data().write(to: URL(fileURLWithPath: bin + "theirs"))
    let refused = try await wisp.run(["rename", "tally", "theirs"])
    #expect(refused.status == 2 && refused.errors.contains("wisp did not make it"))
    #expect(launchers() == ["mine", "tally", "theirs"])
    #expect(try await wisp.run(["discard", "tally"]).status == 0)
    #expect(launchers() == ["mine", "theirs"])
    // Without a home there is no place for a launcher, and nothing is done.
    let homeless = try await wisp.run(["keep", "sums", "--install"], environment: ["HOME": ""])
    #expect(
      homeless.errors
        == "wisp: HOME is not set, so there is no ~/.local/bin to install to.\n")
    #expect((homeless.status, homeless.output) == (2, ""))
  }

  @Test func discardingAllLeavesTools() async throws {
    let wisp = try await oldHome()
    let all = try await wisp.run(["discard", "--all", "--yes"])
    #expect(all.output.hasPrefix("3 apps are in the trash"), "\(all.errors)")
    #expect(try await names(wisp, "--tools") == [Self.tool: Self.tool])
    let tools = try await wisp.run(["discard", "--all", "--tools"])
    #expect(tools.output.hasPrefix("1 app is in the trash"), "\(tools.errors)")
    #expect(try await names(wisp, "--tools") == [:])
    #expect(try await wisp.run(["discard", "--tools"]).status == 2)
    // The name of the one that went last.
    #expect(try await wisp.run(["restore", "word-count"]).output == "word-count is back\n")
  }

  @Test func aConversationGoesByTheName() async throws {
    let wisp = try await oldHome()
    let run = try await PseudoTerminal.run(
      wisp,
      steps: [
        ("need? › ", .type("/use word-count-2\r")), ("word-count-2 › ", .type("/rename tally\r")),
        ("tally › ", .type("word-count\r")), ("/use word-count", .type("")),
        ("tally › ", .type("\u{4}")),
      ])
    #expect(run.status == 0, "\(run.output)")
    let said = PseudoTerminal.transcript(run.output)
    #expect(said.contains("word-count-2 is called tally now"))
    #expect(
      said.contains { $0.hasPrefix("wisp: word-count is an app. To run it: /run word-count;") })
    let newest = try await PseudoTerminal.run(wisp, ["log"], steps: [])
    #expect(PseudoTerminal.transcript(newest.output).first == "sums (the newest app)")
  }
}
