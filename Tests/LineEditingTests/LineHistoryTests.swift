import Foundation
import Testing

@testable import LineEditing

/// What was typed before, across processes.
@Suite struct LineHistoryTests {
  private let path = FileManager.default.temporaryDirectory.path + "/history-\(UUID().uuidString)"

  @Test func goesBackAndForth() {
    var history = LineHistory(path: nil)
    history.add("one")
    history.add("two")
    history.add("two")
    history.add("")
    #expect(history.entries == ["one", "two"])
    let back = [
      history.newer(), history.older(than: "draft"), history.older(than: "two"),
      history.older(than: "one"),
    ]
    #expect(back == [nil, "two", "one", nil])
    let forth = [history.newer(), history.newer(), history.newer()]
    #expect(forth == ["two", "draft", nil])
  }

  @Test func isKept() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    var first = LineHistory(path: path)
    var second = LineHistory(path: path)
    first.add("a \\n\nb \\ c")
    second.add("größe")
    #expect(LineHistory(path: path).entries == ["a \\n\nb \\ c", "größe"])
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func doesNotGrowForEver() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let lines = (1...1_300).map { "line \($0)" }
    try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    #expect(LineHistory(path: path).entries == Array(lines.suffix(1_000)))
    let kept = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(
      String.init)
    #expect(kept == Array(lines.suffix(1_000)))
  }

  @Test func withoutAFile() {
    var history = LineHistory(path: "/nonexistent/history")
    history.add("one")
    #expect(history.entries == ["one"])
  }
}
