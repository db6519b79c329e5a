import Foundation
import History
import Testing
import Workspace

/// Two trees to compare.
struct DiffCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var before: [String: String]
  var after: [String: String]
  var changes: [ChangedFile]

  private static let lines = (1...30).map { "line \($0)" }
  private static let long = lines.joined(separator: "\n") + "\n"

  static let all = [
    DiffCase(testDescription: "nothing", before: ["a": "1\n"], after: ["a": "1\n"], changes: []),
    DiffCase(
      testDescription: "all kinds", before: ["edit.swift": long, "gone": "x\ny\n"],
      after: [
        "edit.swift": long.replacingOccurrences(of: "line 15", with: "LINE 15\nmore"),
        "Sources/Größe und Maß.swift": "let a = 1",
      ],
      changes: [
        ChangedFile(
          path: "Sources/Größe und Maß.swift", change: .added, insertions: 1, deletions: 0),
        ChangedFile(path: "edit.swift", change: .modified, insertions: 2, deletions: 1),
        ChangedFile(path: "gone", change: .deleted, insertions: 0, deletions: 2),
      ]),
    DiffCase(
      testDescription: "a rename", before: ["old name.swift": long, "k": "1\n"],
      after: ["new/näme.swift": long, "k": "1\n"],
      changes: [
        ChangedFile(
          path: "new/näme.swift", oldPath: "old name.swift", change: .renamed, insertions: 0,
          deletions: 0)
      ]),
    DiffCase(
      testDescription: "binary and no newline at the end", before: ["b": "a\0b", "t": "x"],
      after: ["b": "a\0c", "t": "x\n"],
      changes: [
        ChangedFile(path: "b", change: .modified, insertions: 0, deletions: 0),
        ChangedFile(path: "t", change: .modified, insertions: 1, deletions: 1),
      ]),
    DiffCase(
      testDescription: "a function around the change",
      before: ["f.swift": "func f() {\n" + long + "}\n"],
      after: [
        "f.swift": "func f() {\n" + long.replacingOccurrences(of: "line 20\n", with: "") + "}\n"
      ],
      changes: [ChangedFile(path: "f.swift", change: .modified, insertions: 0, deletions: 1)]),
    DiffCase(
      testDescription: "to nothing", before: ["a": "1\n"], after: [:],
      changes: [ChangedFile(path: "a", change: .deleted, insertions: 0, deletions: 1)]),
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
    #expect(try fixture.history.changedFiles(from: before, to: after) == sample.changes)
  }

  @Test(arguments: DiffCase.all)
  func theFirstIterationIsComparedWithNothing(sample: DiffCase) throws {
    let fixture = try Fixture()
    let id = try fixture.record(0, sample.before)
    let empty = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    #expect(try fixture.history.diff(from: nil, to: id) == fixture.git("diff", empty, id))
    #expect(
      try fixture.history.changedFiles(from: nil, to: id).map(\.path)
        == sample.before.keys.sorted())
  }
}
