import BuiltinModel
import ConfinedChecks
import Events
import LLM
import Templates
import TestSupport
import Testing
import Toolchain
import Workspace

/// Every recipe composed into its starter and checked as apps are: confined, the direct way.
@Suite(.serialized)
struct CompositionTests {
  /// By template, so that each starter is built once: every recipe, and slots filled otherwise.
  static let descriptions: [(String, [String])] = [
    (
      "lens",
      ["find duplicate files in a folder", "find the requests in this log that never ended"]
    ),
    ("tui", ["a quiz from a list of cards", "a countdown of 5 minutes"]),
    (
      "report",
      [
        "a page with a chart of amount by city from a csv", "a text statistics page",
        "a page with a chart of the number of rows per status from a csv",
      ]
    ),
    ("game", ["a guess the number game"]),
    (
      "filter",
      [
        "the median of a list of numbers", "show the 20 most frequent words in a text",
        "group a csv by \"Sales Region\" and show the total of \"Net amount\"",
        "count rows by city in a csv", "requests per hour from a log",
        "get .items[0].name from json",
      ]
    ),
    ("data", ["import a csv into a database and average price by product"]),
    ("web", ["a web form with name and comment"]),
    ("cli", ["a to-do list with add, list, done and remove", "convert millimeters to kilometers"]),
  ]

  @Test(arguments: descriptions)
  func appsAreGreenAndKeepTheirExamples(name: String, descriptions: [String]) async throws {
    let template = try #require(TemplateCatalog.load(from: Checkout.templates)[name])
    let checks = try ConfinedChecks()
    let untouched = try await StarterProgram(template.starter, checker: checks.checker)
    defer { untouched.remove() }
    for description in descriptions {
      let reply = try await answer(description, template: name, name: "app")
      let tree = try apply(reply, to: try template.scaffold(appName: "app"))
      let manifest = try AppManifest.parse(try #require(tree[try SafePath("wisp.json")]))
      #expect(manifest.name == "app" && manifest.template == name)
      #expect((2...4).contains(manifest.examples.count))
      let verdict = try await checks.check(tree, manifest: manifest, isDistrusted: true)
      #expect(verdict.outcome == .passed, "\(description): \(verdict)")
      #expect(verdict.diagnostics == [], "\(description)")
      let compile = try #require(verdict.gates.first { $0.gate == .compile })
      #expect(compile.detail == "", "\(description): built by swift build, not directly")
      #expect(verdict.examples.passed == manifest.examples.count && verdict.tests.passed >= 3)
      #expect(try await untouched.passes(manifest.examples) == [], "vacuous: \(description)")
    }
  }

  @Test func aReplyArrivesInPiecesAndIsWhole() async throws {
    var events: [ModelEvent] = []
    for try await event in try builtin().respond(to: request(.write, "count words", "filter")) {
      events.append(event)
    }
    #expect(
      events.last
        == .finished(Completion(ending: .complete, model: "builtin", usage: .zero)))
    #expect(events.count { if case .finished = $0 { true } else { false } } == 1)
    #expect(events.count > 5)
    let text = events.reduce(into: "") { text, event in
      if case .text(let piece) = event { text += piece }
    }
    #expect(text.hasPrefix("wisp.json\n```json\n{\n  \"name\": \"word-count\",\n"))
    #expect(!text.contains("__"))
    let paths = text.split(separator: "\n").filter { line in line.hasSuffix(".swift") }
    #expect(paths == ["Sources/AppCore/Filter.swift", "Tests/AppCoreTests/FilterTests.swift"])
  }

  @Test func whatIsNotNeededIsDeleted() async throws {
    let reply = try await answer("unit converter", template: "cli", name: nil)
    #expect(reply.contains("\nDELETE: Sources/AppCore/JSONFile.swift\n"))
    #expect(reply.contains("\nDELETE: Tests/AppCoreTests/TallyTests.swift\n"))
  }

  @Test(arguments: [Stage.repair, .tweak])
  func cannotChangeApps(stage: Stage) async throws {
    let error = await #expect(throws: ModelError.self) {
      for try await _ in try builtin().respond(to: request(stage, "count words", "filter")) {}
    }
    #expect(error?.kind == .cannot)
    #expect(error?.advice.contains("ANTHROPIC_API_KEY") == true)
  }

  @Test func refusesAnotherTemplateAndWrongNames() async throws {
    let template = await #expect(throws: ModelError.self) {
      _ = try await answer("count words", template: "cli", name: nil)
    }
    #expect(template?.message.contains("--template filter") == true)
    let name = await #expect(throws: ModelError.self) {
      _ = try await answer("count words", template: "filter", name: "a\"b")
    }
    #expect(name?.kind == .cannot)
  }

  private func request(
    _ stage: Stage, _ text: String, _ template: String, name: String? = nil
  ) -> ModelRequest {
    ModelRequest(
      system: "", messages: [Message(role: .user, text: text)],
      intent: Intent(stage: stage, text: text, template: template, name: name))
  }

  private func answer(
    _ description: String, template: String, name: String?
  ) async throws -> String {
    var reply = ""
    let request = request(.write, description, template, name: name)
    for try await event in try builtin().respond(to: request) {
      if case .text(let piece) = event { reply += piece }
    }
    return reply
  }

  /// Reads exactly the canonical format, nothing else.
  private func apply(_ reply: String, to tree: FileTree) throws -> FileTree {
    var tree = tree
    var lines = reply.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let line = lines.popFirst() {
      if line.hasPrefix("DELETE: ") {
        let path = try SafePath(String(line.dropFirst("DELETE: ".count)))
        #expect(tree[path] != nil)
        tree[path] = nil
      } else if !line.isEmpty {
        let opener = try #require(lines.first)
        lines.removeFirst()
        let fence = opener.prefix { $0 == "`" }
        let end = try #require(lines.firstIndex(of: fence))
        tree[try SafePath(String(line))] = Array(
          (lines[..<end].joined(separator: "\n") + "\n").utf8)
        lines = lines[(end + 1)...]
      }
    }
    return tree
  }
}
