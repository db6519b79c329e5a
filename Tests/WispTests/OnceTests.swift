import Foundation
import LoopbackModel
import TestSupport
import Testing

/// `wisp once` in a pipe: generated the first time, then run from the cache.
@Suite(.serialized) final class OnceTests {
  /// The tests share one cache; what is asked for is different in each.
  private let intent = "turn lines into capitals \(UUID().uuidString)"

  deinit {
    let cache = Checkout.products + "/test-cache/wisp/once"
    let files = FileManager.default
    for key in (try? files.contentsOfDirectory(atPath: cache)) ?? [] {
      let tools = (try? files.contentsOfDirectory(atPath: "\(cache)/\(key)")) ?? []
      let isOurs = tools.contains { tool in
        files.contents(atPath: "\(cache)/\(key)/\(tool)/tool.json").map {
          String(decoding: $0, as: UTF8.self).contains(intent)
        } ?? false
      }
      if isOurs { try? files.removeItem(atPath: "\(cache)/\(key)") }
    }
  }

  private func begin(_ replies: Int = 1) throws -> (WispProgram, LoopbackModel) {
    let good = try MadeApp.shoutReply
    let server = try LoopbackModel.start(
      replies: Array(repeating: .text(good, chunk: 500), count: replies))
    let wisp = try WispProgram(
      ModelFailureTests.environment(server.baseURL).merging(["WISP_MODEL": "anthropic/m"]) { $1 })
    return (wisp, server)
  }

  private func asked(_ server: LoopbackModel) -> Int {
    server.requests.count { $0.method == "POST" }
  }

  @Test func theSecondTimeNoModelIsAsked() async throws {
    let (wisp, server) = try begin()
    defer { server.stop() }
    let first = try await wisp.run(["once", intent], input: "hej\nå\n")
    #expect((first.status, first.output) == (0, "HEJ\nÅ\n"), "\(first.errors)")
    // One line, and the app is a tool: no app is newest now.
    #expect(
      first.errors.split(separator: "\n").count == 1
        && first.errors.hasSuffix("the next time it runs at once\n"), "\(first.errors)")
    #expect(try await wisp.run(["ls", "--json"]).output == "")
    #expect(try await wisp.run(["run"]).errors.hasPrefix("wisp: There is no app yet."))
    #expect(server.requests.last?.text.contains("hej") ?? false)
    // Other words between the same words, other input of the same shape, arguments of the tool's own.
    let second = try await wisp.run(
      ["once", intent.replacing(" ", with: "  "), "--", "--mark"], input: "good day\nthen\n")
    #expect((second.status, second.output, second.errors) == (0, "GOOD DAY!\nTHEN!\n", ""))
    let wrong = try await wisp.run(["once", intent, "--", "--nope"], input: "a\n")
    #expect(wrong.status == 2)
    #expect(asked(server) == 1)
    // Far more than a pipe holds.
    let line = String(repeating: "x", count: 999) + "\n"
    let much = try await wisp.run(
      ["once", intent], input: String(repeating: line, count: 2_000))
    #expect(much.output == String(repeating: line.uppercased(), count: 2_000))

    let shown = try await wisp.run(["once", "--show", intent])
    #expect(shown.status == 0)
    #expect(shown.output.contains("asked     \(intent)"))
    #expect(shown.output.contains("=== Sources/AppCore/Filter.swift ==="))

    // The app may be gone; the tool is still there and can be kept.
    let tools = try await wisp.run(["ls", "--tools", "--json"]).events
    let app = try #require(tools.first?["app"] as? String)
    #expect(tools.count == 1)
    let told = try await wisp.run(["once", "--json", intent], input: "a\n")
    #expect(told.output == "A\n")
    let end = try #require(
      JSONSerialization.jsonObject(with: Data(told.errors.utf8)) as? [String: Any])
    #expect(end["event"] as? String == "session.finished")
    #expect(end["verified"] as? Bool == true)
    #expect(end["app"] as? String == app)
    #expect(try await wisp.run(["discard", app]).status == 0)
    let kept = try await wisp.run(["once", "--keep", "loud", intent], input: "a\n")
    #expect((kept.status, kept.output) == (0, "A\n"), "\(kept.errors)")
    let listed = try await wisp.run(["ls", "--json"]).events
    #expect(listed.map { $0["state"] as? String } == ["kept"])
    #expect(try await wisp.run(["run", "loud"], input: "b\n").output == "B\n")
    #expect(
      try await wisp.run(["show", "--json", "loud"]).events.first?["verified"] as? Bool == true)
    #expect(asked(server) == 1)
  }

  @Test func otherInputAndFreshMakeAnother() async throws {
    let (wisp, server) = try begin(3)
    defer { server.stop() }
    let table = "city,amount\nOslo,1\nRome,2\n"
    for (options, input, requests) in [
      ([], table, 1), ([], "city,amount\nBonn,7\nKiel,3\n", 1), ([], "", 1),
      ([], "a\tb\n1\t2\n3\t4\n", 2), ([], table, 2), (["--fresh"], table, 3), ([], table, 3),
    ] as [([String], String, Int)] {
      let run = try await wisp.run(["once"] + options + [intent], input: input)
      #expect((run.status, run.output) == (0, input.uppercased()), "\(run.errors)")
      #expect(asked(server) == requests)
      if input.hasPrefix("a\t"), requests == 2 {
        #expect(run.errors.contains("The tool for this was made for other input"))
      }
    }
  }

  /// Runs a script of bash in which `once` is a tool that is there already.
  private func shell(_ script: String, _ wisp: WispProgram) async throws -> WispProgram.Run {
    let environment = wisp.environment.merging([
      "WISP": Checkout.products + "/wisp", "INTENT": intent,
    ]) { $1 }
    return try await WispProgram.run(
      "/bin/bash", ["-c", "once() { \"$WISP\" once \"$INTENT\" \"$@\"; }; \(script)"],
      environment: environment, directory: wisp.folder)
  }

  /// Readers that have had enough, streams that are closed, a disk that is full: as with any other tool.
  @Test func standsInAPipeline() async throws {
    let (wisp, server) = try begin()
    defer { server.stop() }
    #expect(try await wisp.run(["once", intent], input: "a\n").output == "A\n")
    for (script, status, output, errors) in [
      ("yes a | once | head -n 1; exit ${PIPESTATUS[1]}", 141, "A\n", ""),
      ("once <&-", 0, "", ""), ("once < /dev/null", 0, "", ""), ("false | once", 0, "", ""),
      ("echo a | once >&-", 141, "", ""), ("echo a | once 2>&-", 0, "A\n", ""),
      ("echo a | once | once | cat", 0, "A\n", ""),
      (
        "echo a | once > /dev/full", 1, "",
        "wisp: The output could not be written: No space left on device.\n"
          + "The disk is full: free some space where it goes, and run again.\n"
      ),
      ("once < /", 2, "", "wisp: Standard input cannot be read: Is a directory.\n"),
    ] as [(String, Int32, String, String)] {
      let run = try await shell(script, wisp)
      #expect((run.status, run.output, run.errors) == (status, output, errors), "\(script)")
    }
    #expect(asked(server) == 1)
  }

  /// Far more than what may be kept of it: nothing is kept.
  @Test func muchGoesThroughInLittleMemory() async throws {
    let (wisp, server) = try begin()
    defer { server.stop() }
    #expect(try await wisp.run(["once", intent], input: "a\n").output == "A\n")
    let script = """
      import resource, subprocess
      feed = subprocess.Popen("yes " + 99 * "x" + " | head -c 200000000", shell=True, stdout=subprocess.PIPE)
      tool = subprocess.Popen(["sh", "-c", 'exec "$WISP" once "$INTENT"'], stdin=feed.stdout, stdout=subprocess.PIPE)
      count = 0
      while piece := tool.stdout.read(1 << 20):
          count += len(piece)
      print(tool.wait(), count, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
      """
    let run = try await shell("python3 -c '\(script.replacing("'", with: "'\"'\"'"))'", wisp)
    let numbers = run.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    try #require(numbers.count == 3, "\(run.output) \(run.errors)")
    #expect(numbers.prefix(2) == [0, 200_000_000])
    // Kilobytes, of the largest of all its processes.
    #expect(numbers[2] < 100_000)
  }

  @Test func aCutToolIsMadeAnew() async throws {
    let (wisp, server) = try begin(2)
    defer { server.stop() }
    #expect(try await wisp.run(["once", intent], input: "a\n").output == "A\n")
    let shown = try await wisp.run(["once", "--show", intent]).output
    let program = try #require(
      shown.split(separator: "\n").first { $0.hasPrefix("  program   ") }?.dropFirst(12))
    try #require(truncate(String(program), 0) == 0)
    let again = try await wisp.run(["once", intent], input: "b\n")
    #expect((again.status, again.output) == (0, "B\n"), "\(again.errors)")
    #expect(asked(server) == 2)
  }

  @Test func notVerifiedRunsNothing() async throws {
    let server = try LoopbackModel.start(replies: [.text("I cannot do that.", chunk: 5)])
    defer { server.stop() }
    let wisp = try WispProgram(
      ModelFailureTests.environment(server.baseURL).merging(["WISP_MODEL": "anthropic/m"]) { $1 })
    let run = try await wisp.run(
      ["once", "--timeout", "20", "--max-rounds", "1", intent], input: "a\n")
    #expect(run.status != 0)
    #expect(run.output == "")
    #expect(run.errors.contains("nothing was run"))
  }

  /// Keys are no input: who forgot to pipe something is told at once, before a model is asked.
  @Test func aTerminalIsNoInput() async throws {
    let wisp = try WispProgram()
    let refused = try await PseudoTerminal.run(wisp, ["once", intent], steps: [])
    #expect(refused.status == 2)
    #expect(refused.output.contains("Standard input is a terminal"), "\(refused.output)")
    let shown = try await PseudoTerminal.run(wisp, ["once", "--show", intent], steps: [])
    #expect(shown.output.contains("There is no tool for this yet"), "\(shown.output)")
    #expect(try await wisp.run(["ls", "--tools", "--json"]).output == "")
  }

  @Test(arguments: [
    (["once"], "Say what to do"), (["once", "--keep", "No Name", "count the words"], "--keep"),
    (["once", "--show", "--fresh", "count the words"], "--show"),
    (["once", "--tool-timeout", "0", "count the words"], "--tool-timeout"),
  ]) func refuses(arguments: [String], says: String) async throws {
    let run = try await WispProgram().run(arguments)
    #expect(run.status == 2)
    #expect(run.errors.contains(says), "\(run.errors)")
  }
}
