import Foundation
import Testing

@testable import Workspace

@Suite struct AppManifestTests {
  private static let text = """
    {
      "name": "csv-sum",
      "summary": "Sums one CSV column by group",
      "template": "filter",
      "permissions": { "read": ["/data"] },
      "examples": [
        { "name": "sums by city", "arguments": ["--by", "city"], "stdin": "city,amount\\nOslo,1\\n", "files": { "a.txt": "é\\t\\"q\\"" }, "expect": { "stdout": { "contains": ["Oslo", "3"], "lacks": ["Rome"] }, "stderr": { "equals": "" }, "files": { "out.txt": { "matches": "^[0-9]+$" } } } },
        { "name": "fails", "expect": { "exit": 2, "stderr": { "contains": ["no"] } } },
        { "name": "works", "expect": { "exit": 0 } },
        { "name": "ends", "expect": { "exit": null, "stdout": { "lines": ["x"] } } }
      ]
    }

    """

  private var manifest: AppManifest {
    var manifest = AppManifest(
      name: "csv-sum", summary: "Sums one CSV column by group", template: "filter",
      examples: [
        Example(
          name: "sums by city", arguments: ["--by", "city"], stdin: "city,amount\nOslo,1\n",
          files: ["a.txt": "é\t\"q\""],
          expect: .init(
            exit: 0, stdout: TextExpectation(contains: ["Oslo", "3"], lacks: ["Rome"]),
            stderr: TextExpectation(equals: ""),
            files: ["out.txt": TextExpectation(matches: "^[0-9]+$")])),
        Example(
          name: "fails",
          expect: .init(exit: 2, stderr: TextExpectation(contains: ["no"]))),
        Example(name: "works", expect: .init()),
        Example(name: "ends", expect: .init(exit: nil, stdout: TextExpectation(lines: ["x"]))),
      ])
    manifest.permissions.read = ["/data"]
    return manifest
  }

  @Test func readsAndWritesTheFormOfTheDesign() throws {
    #expect(try AppManifest.parse(Array(Self.text.utf8)) == manifest)
    #expect(String(decoding: manifest.encoded(), as: UTF8.self) == Self.text)
  }

  @Test(arguments: [
    (#"{"examples":[{"name":"new","expect":{}}]}"#, ["old", "more", "new"], "s"),
    (#"{"summary":"t","examples":[{"name":"old","expect":{"exit":1}}]}"#, ["old", "more"], "t"),
    (#"{"permissions":{"read":["/x"]}}"#, ["old", "more"], "s"),
  ])
  func whatHasNoNameIsAdded(text: String, names: [String], summary: String) throws {
    let known = AppManifest(
      name: "a", summary: "s", template: "filter",
      examples: [Example(name: "old", expect: .init()), Example(name: "more", expect: .init())])
    let manifest = try #require(try known.adding(Array(text.utf8)))
    #expect(manifest.examples.map(\.name) == names)
    #expect(manifest.summary == summary)
    #expect(manifest.name == "a" && manifest.template == "filter")
    #expect(manifest.examples[0].expect.exit == (summary == "t" ? 1 : 0))
    #expect(manifest.permissions.read == (text.contains("/x") ? ["/x"] : []))
  }

  @Test func whatHasANameOrIsNoObjectStandsForItself() throws {
    let known = AppManifest(name: "a", summary: "", template: "filter")
    for text in [#"{"name":"b"}"#, "[]", "x", ""] {
      #expect(try known.adding(Array(text.utf8)) == nil)
    }
    #expect(throws: ManifestError.self) { try known.adding(Array(#"{"sumary":"b"}"#.utf8)) }
  }

  @Test func fillsInWhatIsOptional() throws {
    let text = #"{"name": "a", "examples": [{"expect": {"stdout": {"contains": "x"}}}]}"#
    #expect(
      try AppManifest.parse(Array(text.utf8))
        == AppManifest(
          name: "a", summary: "", template: "",
          examples: [
            Example(
              name: "example 1", expect: .init(exit: 0, stdout: TextExpectation(contains: ["x"])))
          ]))
  }

  @Test func runsMayBeMadeBefore() throws {
    let text =
      #"{"name": "a", "examples": [{"name": "e", "before": [{"arguments": ["add", "x"]}, {"stdin": "y"}], "#
      + #""arguments": ["list"], "expect": {}}]}"#
    let manifest = try AppManifest.parse(Array(text.utf8))
    #expect(
      manifest.examples == [
        Example(
          name: "e", before: [.init(arguments: ["add", "x"]), .init(stdin: "y")],
          arguments: ["list"], expect: .init(exit: 0))
      ])
    #expect(try AppManifest.parse(manifest.encoded()) == manifest)
    let coded = try JSONEncoder().encode(manifest)
    #expect(try JSONDecoder().decode(AppManifest.self, from: coded) == manifest)
  }

  /// Journals of before there were such runs.
  @Test func anExampleWithoutRunsBeforeIsReadAndWrittenAsEver() throws {
    let text = #"{"arguments":[],"expect":{"exit":0},"files":{},"name":"e","stdin":""}"#
    let example = try JSONDecoder().decode(Example.self, from: Data(text.utf8))
    #expect(example == Example(name: "e", expect: .init()))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(example), as: UTF8.self) == text)
  }

  @Test func resultsMayVary() throws {
    let text = #"{"name": "a", "varies": ["time", "chance"], "examples": []}"#
    let manifest = try AppManifest.parse(Array(text.utf8))
    #expect(manifest.varies == [.chance, .time])
    #expect(try AppManifest.parse(manifest.encoded()) == manifest)
  }

  @Test func anExitCodeMayBeLeftOpen() throws {
    let text =
      #"{"name": "a", "examples": [{"expect": {"exit": null, "stdout": {"lines": ["x"]}}}]}"#
    let manifest = try AppManifest.parse(Array(text.utf8))
    #expect(manifest.examples[0].expect.exit == nil)
    #expect(try AppManifest.parse(manifest.encoded()) == manifest)
  }

  @Test(arguments: [
    ("", "line 1, column 1"), ("{\"name\": \"a\",\n}", "line 2, column 1"), ("[]", "a list"),
    ("{}", "'name' is missing"), (#"{"name": 1}"#, "'name' must be a string, not a number"),
    (#"{"name": "A"}"#, "lower-case"), (#"{"name": ""}"#, "lower-case"),
    (#"{"name": "1a"}"#, "lower-case"),
    (#"{"name": "a234567890123456789012345678901234567890x"}"#, "40 at most"),
    (#"{"name": "a", "sumary": "x"}"#, "'sumary' is not known; did you mean 'summary'?"),
    (#"{"name": "a", "name": "b"}"#, "twice"),
    (#"{"name": "a", "varies": "luck"}"#, "'varies' holds 'luck'; it may hold 'chance' and 'time'"),
    (#"{"name": "a", "permissions": {"networks": []}}"#, "did you mean 'network'?"),
    (#"{"name": "a", "permissions": {"read": [1]}}"#, "'read' must be a list of strings"),
    (#"{"name": "a", "examples": [{"name": "e"}]}"#, "example 'e' needs 'expect'"),
    (
      #"{"name": "a", "examples": [{"name": "e", "expect": {"stdou": "x"}}]}"#,
      "did you mean 'stdout'?"
    ),
    (
      #"{"name": "a", "examples": [{"name": "e", "before": [{"args": []}], "expect": {}}]}"#,
      "run 1 of 'before', the key 'args' is not known; did you mean 'arguments'?"
    ),
    (
      #"{"name": "a", "examples": [{"name": "e", "before": [{},{},{},{},{},{},{},{},{},{},{}], "expect": {}}]}"#,
      "'before' has 11 runs; 10 are the most"
    ),
    (#"{"name": "a", "examples": [{"expect": {"exit": 300}}]}"#, "from 0 to 255"),
    (
      #"{"name": "a", "examples": [{"name": "e", "expect": {"stdout": {"matches": "["}}}]}"#,
      "'e', 'stdout.matches' is not a regular expression"
    ),
    (#"{"name": "a", "examples": [{"name": "e", "files": {"../x": ""}, "expect": {}}]}"#, "leaves"),
    (
      #"{"name": "a", "examples": [{"name": "e", "expect": {}}, {"name": "e", "expect": {}}]}"#,
      "two examples are called 'e'"
    ),
    (
      #"{"name": "a", "examples": [{"name": "e", "expect": {"stdout": {"lacks": [""]}}}]}"#,
      "no output lacks"
    ),
    (
      #"{"name": "a", "examples": [{"name": "e", "expect": {"stdout": {"contains": ""}}}]}"#,
      "empty text"
    ),
    (#"{"name": "a", "examples": [{"expect": {"exit": null}}]}"#, "demands nothing"),
    (
      #"{"name": "a", "examples": [{"name": "e", "arguments": ["a\u0000b"], "expect": {}}]}"#,
      "example 'e', 'arguments' holds a NUL character"
    ),
    (
      #"{"name": "a", "examples": [{"name": "e", "before": [{"arguments": "\#(String(repeating: "x", count: 65_537))"}], "expect": {}}]}"#,
      "run 1 of 'before', 'arguments' is too long"
    ),
  ])
  func refuses(_ text: String, _ reason: String) {
    #expect {
      try AppManifest.parse(Array(text.utf8))
    } throws: { error in
      "\((error as? ManifestError)?.description ?? "")".contains(reason)
    }
  }
}
