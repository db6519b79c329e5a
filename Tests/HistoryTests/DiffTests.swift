import Foundation
import History
import Testing
import Workspace

/// Two trees to compare.
struct DiffCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var before: [String: String]
  var after: [String: String]

  private static let lines = (1...30).map { "line \($0)" }
  private static let long = lines.joined(separator: "\n") + "\n"

  static let all = [
    DiffCase(testDescription: "nothing", before: ["a": "1\n"], after: ["a": "1\n"]),
    DiffCase(
      testDescription: "all kinds", before: ["edit.swift": long, "gone": "x\ny\n"],
      after: [
        "edit.swift": long.replacingOccurrences(of: "line 15", with: "LINE 15\nmore"),
        "Sources/Größe und Maß.swift": "let a = 1",
      ]),
    DiffCase(
      testDescription: "a rename", before: ["old name.swift": long, "k": "1\n"],
      after: ["new/näme.swift": long, "k": "1\n"]),
    DiffCase(
      testDescription: "binary and no newline at the end", before: ["b": "a\0b", "t": "x"],
      after: ["b": "a\0c", "t": "x\n"]),
    DiffCase(
      testDescription: "a function around the change",
      before: ["f.swift": "func f() {\n" + long + "}\n"],
      after: [
        "f.swift": "func f() {\n" + long.replacingOccurrences(of: "line 20\n", with: "") + "}\n"
      ]),
    DiffCase(
      testDescription: "to nothing", before: ["a": "1\n"], after: [:]),
  ]
}

@Suite struct DiffTests {
  @Test(arguments: DiffCase.all)
  func differencesReadAsGitPrintsThem(sample: DiffCase) throws {
    let fixture = try Fixture()
    let before = try fixture.record(0, sample.before)
    let after = try fixture.record(1, sample.after)
    #expect(
      try fixture.history.diff(from: before, to: after) == fixture.git("diff", before, after))
  }

  @Test(arguments: DiffCase.all)
  func theFirstIterationIsComparedWithNothing(sample: DiffCase) throws {
    let fixture = try Fixture()
    let id = try fixture.record(0, sample.before)
    let empty = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    #expect(try fixture.history.diff(from: nil, to: id) == fixture.git("diff", empty, id))
  }
}
