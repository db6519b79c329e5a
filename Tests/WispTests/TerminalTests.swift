import Foundation
import TestSupport
import Testing

/// What a person sees: the region while a session runs, and the choice at its end.
@Suite struct TerminalTests {
  private func run(
    _ wisp: WispProgram, columns: Int, keys: String, _ arguments: [String],
    environment: [String: String] = [:]
  ) async throws -> WispProgram.Run {
    try await WispProgram.run(
      "/usr/bin/env",
      ["python3", Checkout.root + "/Scripts/in-terminal", "\(columns)", keys]
        + [Checkout.products + "/wisp"] + arguments,
      environment: wisp.environment.merging(["TERM": "xterm"]) { $1 }.merging(environment) { $1 },
      directory: wisp.folder)
  }

  /// What was drawn in the region, one text a drawing: the lines after the region was taken away.
  private func drawings(_ output: String) -> [[String]] {
    // A carriage return and a line feed are one character.
    let lines = String(String.UnicodeScalarView(output.unicodeScalars.filter { $0 != "\r" }))
    return lines.components(separatedBy: "\u{1B}[K").dropFirst().map { drawing in
      drawing.replacing(/\u{1B}\[[0-9;]*[A-Za-z]/, with: "").components(separatedBy: "\n")
    }
  }

  @Test(arguments: [60, 80, 160]) func theRegionFitsTheWindow(columns: Int) async throws {
    let wisp = try WispProgram([
      "WISP_MODEL": "command:cat > /dev/null; echo sorry; sleep 1; exit 7"
    ])
    let run = try await run(
      wisp, columns: columns, keys: "q", ["count the words in a text, however long they are"])
    #expect(run.status == 3, "\(run.output)")
    let drawn = drawings(run.output)
    let waiting = drawn.filter { $0.contains { $0.hasPrefix("  … waiting for the model") } }
    #expect(!waiting.isEmpty, "\(run.output)")
    for drawing in waiting {
      // Lines that stay may come before the region.
      let region = drawing.drop { !$0.hasPrefix("  … ") }
      #expect(region.count == 3)
      #expect(region.allSatisfy { $0.count < columns }, "\(region)")
      #expect(
        region.dropFirst().first?.contains(" · write, reply 1 of at most 6") == true, "\(region)")
      #expect(region.last == "  [s]top  [p]ause  [c]ode")
    }
    // Nothing of the region is left in the transcript.
    #expect(drawn.last?.contains { $0.contains("waiting for the model") } == false)
  }

  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"]])
  func withoutColours(_ environment: [String: String]) async throws {
    let wisp = try WispProgram(["WISP_MODEL": "command:exit 7"])
    let run = try await run(
      wisp, columns: 80, keys: "q", ["count the words in a text"], environment: environment)
    #expect(run.status == 3)
    #expect(!run.output.contains("\u{1B}[1m") && !run.output.contains("\u{1B}[2m"))
    if environment["TERM"] == "dumb" { #expect(!run.output.contains("\u{1B}")) }
  }

  @Test func theChoiceAtTheEnd() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "command:exit 7"])
    // Look, a key that means nothing, open the folder, discard but not quite, discard.
    let steps = [
      ("[enter]", "l"), ("[enter]", "z"), ("[enter]", "o"), ("[enter]", "d"), ("[d] again", "x"),
      ("[enter]", "d"), ("[d] again", "d"),
    ]
    let keys = try JSONEncoder().encode(steps.map { [$0, $1] })
    let run = try await run(
      wisp, columns: 80, keys: String(decoding: keys, as: UTF8.self), ["count the words in a text"])
    #expect(run.output.contains("[g]o on  [d]iscard  [l]ook  [o]pen folder"), "\(run.output)")
    #expect(run.output.contains("Package.swift ("))
    // The line is broken before the path, which is long.
    #expect(run.output.replacing(/\s+/, with: " ").contains("are in \(wisp.home)/apps/"))
    #expect(run.output.split(separator: "[d] again to discard it").count == 3)
    #expect(run.output.split(separator: "is in the trash for a day").count == 2)
    #expect(try await wisp.run(["ls", "--json"]).output == "")
    // The session's own exit code: the model failed.
    #expect(run.status == 3)
  }

  @Test func quietAndPipedDoNotAsk() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "command:exit 7"])
    let quiet = try await run(
      wisp, columns: 80, keys: "", ["--quiet", "count the words in a text"])
    #expect(!quiet.output.contains("[enter]"))
    let both = try await wisp.run(["--quiet", "--verbose", "count the words in a text"])
    #expect(both.status == 2)
  }
}
