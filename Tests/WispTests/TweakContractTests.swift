import Foundation
import LoopbackModel
import TestSupport
import Testing

/// What a tweak makes of an app's contract: shown, asked about, or put back.
///
/// A case is a folder of `Tweaks`: the replies in order and what must come of them. All change a fork of one app.
@Suite(.serialized) struct TweakContractTests {
  struct Expected: Decodable {
    var change: String
    var arguments: [String]
    var exit: Int32
    var rejected: [String]
    /// What changes of the contract, as it is shown and committed.
    var lines: [String]
    /// Examples that are put back.
    var kept: [String]
    /// The examples of the app in the end.
    var examples: [String]
    /// What each further request must say.
    var prompts: [String]
  }

  private static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
    + "/Tweaks"
  static let cases = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { !$0.hasSuffix(".md") }.sorted()

  /// The app that all cases change a fork of.
  private static let app = Task {
    let server = try LoopbackModel.start(replies: [
      .text(try String(contentsOfFile: folder + "/app.md", encoding: .utf8))
    ])
    defer { server.stop() }
    let wisp = try WispProgram(SessionTests.Wire.anthropic.environment(server.baseURL))
    let run = try await wisp.run([
      "new", "--json", "--name", "shout", "turn every line into capitals",
    ])
    try #require(run.status == 0, "\(run.errors)")
    return (wisp, run.finished["app"] as? String ?? "")
  }

  /// Runs `wisp` with a model that gives `replies`, on a fork of the app.
  private func tweak(
    _ name: String, _ replies: [ScriptedReply], command: [String]? = nil, _ words: [String]
  ) async throws -> (run: WispProgram.Run, prompts: [String], wisp: WispProgram, fork: String) {
    let (wisp, app) = try await Self.app.value
    let made = try await wisp.run(["fork", app, "--name", name])
    let shown = try await wisp.run(["show", "--json", String(made.output.prefix { $0 != " " })])
    let fork = try #require(shown.events.first?["app"] as? String, "\(made.errors)")
    let server = try LoopbackModel.start(replies: replies)
    defer { server.stop() }
    let run = try await WispProgram.run(
      command?.first ?? Checkout.products + "/wisp",
      (command.map { $0.dropFirst() + [Checkout.products + "/wisp"] } ?? []) + ["tweak", fork]
        + words,
      environment: wisp.environment
        .merging(SessionTests.Wire.anthropic.environment(server.baseURL)) { $1 }
        .merging(["TERM": "xterm"]) { $1 },
      directory: wisp.folder)
    return (run, server.requests.filter { $0.method == "POST" }.map(\.text), wisp, fork)
  }

  @Test func thereAreCases() { #expect(Self.cases.count >= 6) }

  @Test(arguments: cases) func changes(_ name: String) async throws {
    let path = Self.folder + "/" + name
    let expected = try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: URL(fileURLWithPath: path + "/tweak.json")))
    let replies = try SessionTests.replies(in: path)
    let (run, prompts, wisp, fork) = try await tweak(
      name, replies, expected.arguments + ["--json", expected.change])
    #expect(run.status == expected.exit, "\(run.output)")
    let refusals = run.events(named: "reply.rejected").flatMap {
      ($0["errors"] as? [[String: Any]] ?? []).map { $0["kind"] as? String ?? "" }
    }
    #expect(refusals == expected.rejected)
    let shown = run.events(named: "contract.changed")
    #expect(shown.count == (expected.lines.isEmpty ? 0 : 1))
    #expect(shown.first.map(Self.counts) ?? [:] == Self.counts(expected.lines))
    let kept = run.events(named: "contract.kept").flatMap { $0["examples"] as? [String] ?? [] }
    #expect(kept == expected.kept)
    for (prompt, text) in zip(prompts.dropFirst(), expected.prompts) {
      #expect(prompt.contains(text), "\(prompt)")
    }
    #expect(prompts.count == replies.count)

    let show = try await wisp.run(["show", "--json", fork])
    let examples = show.events.first?["examples"] as? [[String: Any]] ?? []
    #expect(examples.map { $0["name"] as? String } == expected.examples)
    let body = try git(
      wisp.home + "/apps/\(fork)/history.git", "log", "-2", "--reverse", "--format=%b")
    let committed = body.split(separator: "\n").filter { $0.hasPrefix("contract: ") }.map {
      String($0.dropFirst("contract: ".count))
    }.filter { $0 != "accepted" }
    #expect(
      committed == (expected.rejected.isEmpty ? expected.lines : [])
        + (expected.rejected.isEmpty ? expected.kept : []).map {
          "kept, although the change drops or alters it: example \($0)"
        })
    let journal = try await wisp.run(["log", "--json", fork])
    #expect(journal.events.first?["verdict"] as? String == "passed")
  }

  /// How many changes of each kind an event has.
  private static func counts(_ event: [String: Any]) -> [String: Int] {
    let changed = (event["changed"] as? [Any] ?? []).count
    let words = ["name", "summary"].count { event[$0] != nil }
    return [
      "+": (event["added"] as? [Any] ?? []).count + changed + words
        + (event["added_permissions"] as? [Any] ?? []).count,
      "-": (event["dropped"] as? [Any] ?? []).count + changed + words
        + (event["dropped_permissions"] as? [Any] ?? []).count,
    ].filter { $0.value > 0 }
  }

  private static func counts(_ lines: [String]) -> [String: Int] {
    Dictionary(grouping: lines) { String($0.prefix(1)) }.mapValues(\.count)
  }

  @Test(arguments: [
    ("n\n", ["capitals", "with a mark", "empty lines stay"]),
    ("y\n", ["capitals", "empty lines stay"]),
  ])
  func thePersonAtTheTerminalIsAsked(_ answer: String, _ examples: [String]) async throws {
    let script = Checkout.script("in-terminal")
    // An empty line decides nothing.
    let steps = try JSONEncoder().encode([
      ["y or n:", "\n"], ["Type y or n", answer], ["[enter]", "q"],
    ])
    let name = answer == "n\n" ? "no" : "yes"
    let (run, _, wisp, fork) = try await tweak(
      name, SessionTests.replies(in: Self.folder + "/drops"),
      command: ["/usr/bin/env", "python3", script, "100", String(decoding: steps, as: UTF8.self)],
      ["keep empty lines"])
    #expect(run.status == 0, "\(run.output)")
    let plain = run.output.replacing(/\u{1B}\[[0-9;]*m/, with: "").replacing("\r\n", with: "\n")
    for line in [
      "    - example with a mark: --mark < hey → HEY!\n",
      "    + example empty lines stay: < a⏎b → A⏎B\n",
    ] {
      #expect(plain.contains(line), "\(plain)")
    }
    #expect(
      plain.contains("  kept: with a mark; the app must still pass it\n") == (answer == "n\n"))
    let show = try await wisp.run(["show", "--json", fork])
    let all = show.events.first?["examples"] as? [[String: Any]] ?? []
    #expect(all.map { $0["name"] as? String } == examples)
  }
}
