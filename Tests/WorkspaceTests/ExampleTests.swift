import Testing

@testable import Workspace

@Suite struct ExampleCommandLineTests {
  private func example(
    _ name: String, _ arguments: [String] = [], stdin: String = "", _ stdout: TextExpectation
  ) -> Example {
    Example(name: name, arguments: arguments, stdin: stdin, expect: .init(stdout: stdout))
  }

  @Test func readsArgumentsInputAndOutput() throws {
    let line = #"--by 'a city' "x \"y\"" a\ b < "one\ntwo\n" => 3"#
    #expect(
      try Example(commandLine: line)
        == example(
          line, ["--by", "a city", "x \"y\"", "a b"], stdin: "one\ntwo\n",
          TextExpectation(equals: "3")))
  }

  @Test(arguments: [
    ("=> x", [], "", TextExpectation(equals: "x")),
    ("a => ...x y...", ["a"], "", TextExpectation(contains: ["x y"])),
    ("a => /^[a-z]+$/", ["a"], "", TextExpectation(matches: "^[a-z]+$")),
    ("a => \"\"", ["a"], "", TextExpectation(equals: "")),
    ("< a\\tb\\\\n => a\\nb", [], "a\tb\\n", TextExpectation(equals: "a\nb")),
    ("'x => y' => z", ["x => y"], "", TextExpectation(equals: "z")),
    ("< 'a => b' => c", [], "a => b", TextExpectation(equals: "c")),
    ("< it's => its", [], "it's", TextExpectation(equals: "its")),
    ("a=>b a<b => z", ["a=>b", "a<b"], "", TextExpectation(equals: "z")),
    ("a => b => c", ["a"], "", TextExpectation(equals: "b => c")),
    ("'' => ...", [""], "", TextExpectation(equals: "...")),
  ])
  func readsEachForm(
    _ line: String, _ arguments: [String], _ stdin: String, _ stdout: TextExpectation
  ) throws {
    #expect(try Example(commandLine: line) == example(line, arguments, stdin: stdin, stdout))
  }

  @Test func shortensALongName() throws {
    let line = String(repeating: "word ", count: 30) + "=> x"
    let name = try Example(commandLine: line).name
    #expect(name.count == 60)
    #expect(name.hasSuffix("…"))
  }

  @Test(arguments: [
    ("", "no ' => '"), ("a b", "no ' => '"), ("a =>", "nothing follows"), ("'a => b", "no ' => '"),
    ("a => /[/", "not a regular expression"),
  ])
  func explainsTheForm(_ line: String, _ reason: String) {
    #expect {
      try Example(commandLine: line)
    } throws: { error in
      let text = (error as? ManifestError)?.description ?? ""
      return text.contains(reason) && text.contains("ARGS [< STDIN] => OUT")
    }
  }
}

@Suite struct TextExpectationTests {
  @Test(arguments: [
    (TextExpectation(equals: "a\nb"), "a\nb\n"), (TextExpectation(equals: "a\n"), "a"),
    (TextExpectation(equals: "a\r\n"), "a"), (TextExpectation(contains: ["b", "a"]), "a b"),
    (TextExpectation(contains: []), ""), (TextExpectation(matches: "^b$"), "a\nb\nc"),
    (TextExpectation(lines: ["a", "b"]), "a  \nb\t\n\n"), (TextExpectation(lines: []), "\n"),
    (TextExpectation(lines: ["a"]), "a\r\n"), (TextExpectation(), "anything"),
    (TextExpectation(contains: ["\n"]), "a\r\nb"),
    (TextExpectation(contains: ["a"], lacks: ["b", "A"]), "a"),
  ])
  func fits(_ expectation: TextExpectation, _ text: String) {
    #expect(expectation.mismatch(in: text, of: "stdout") == nil)
  }

  @Test(arguments: [
    (
      TextExpectation(equals: "a"), "a\n\n",
      "stdout differs\n  expected: \"a\"\n  actual:   \"a\\n\""
    ),
    (TextExpectation(equals: "caf\u{E9}"), "cafe\u{301}", "stdout differs\n"),
    (TextExpectation(contains: ["x"]), "y", "does not contain"),
    (
      TextExpectation(lacks: ["b", "c"]), "abc",
      "stdout contains what it must not\n  forbidden: \"b\"\n  actual:    \"abc\""
    ),
    (TextExpectation(contains: ["a"], lacks: ["c"]), "ac", "forbidden: \"c\""),
    (TextExpectation(matches: "^x"), "y", "expected: /^x/"),
    (
      TextExpectation(lines: ["a", "b"]), "a",
      "line 2\n  expected: \"b\"\n  actual:   (no such line)"
    ),
    (
      TextExpectation(lines: ["a"]), "a\nb", "line 2\n  expected: (no such line)\n  actual:   \"b\""
    ),
    (TextExpectation(lines: [" a"]), "a", "line 1"),
    (TextExpectation(equals: "a", contains: ["z"]), "a", "does not contain"),
  ])
  func differs(_ expectation: TextExpectation, _ text: String, _ message: String) throws {
    #expect(
      try #require(expectation.mismatch(in: text, of: "stdout")).message.contains(message))
  }

  @Test func cutsLongTextsAroundTheDifference() throws {
    let long = String(repeating: "a", count: 5_000)
    let mismatch = try #require(
      TextExpectation(equals: long + "x" + long).mismatch(in: long + "y" + long, of: "out.txt"))
    let message = mismatch.message
    #expect(message.count < 500)
    #expect(message.contains("ax"))
    #expect(message.contains("ay"))
  }
}
