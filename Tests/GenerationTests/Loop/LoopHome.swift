import Catalog
import Files
import Foundation
import History
import Synchronization
import Templates
import Workspace

@testable import Apps
@testable import Events
@testable import Generation

/// A home with one app whose session is run with a scripted model and a scripted workshop.
struct LoopHome {
  let store: AppStore
  let app: AppStore.Found
  private let folder: String

  init(_ template: Template = Self.filter, request: Request = Self.request) throws {
    folder = FileManager.default.temporaryDirectory.path + "/wisp loop \(UUID().uuidString)"
    store = try AppStore(
      home: Home(
        environment: ["WISP_HOME": folder + "/home", "XDG_CACHE_HOME": folder + "/cache"],
        currentDirectory: "/"))
    app = try store.create(
      request: request, template: template, model: "scripted/model", expires: Date() + 60)
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  static let request = Request(kind: .new, text: "shout what it reads")

  /// A starter that every reply turns into an app.
  static let filter = Template(
    name: "filter", summary: "Lines in, lines out", goodFor: [],
    starter: ContractTests.tree([
      "Package.swift":
        "// swift-tools-version: 6.0\nlet package = Package(\n  name: \"starter\",\n)\n",
      "wisp.json": #"{"name":"starter","summary":"s","template":"filter","examples":[]}"#,
      "Sources/App/main.swift": "print(\"starter\")\n",
    ]), prompt: "A filter.", dependencies: [])

  static var report: Template {
    var template = filter
    template.name = "report"
    template.starter = template.starter.setting("Sources/App/main.swift", "print(\"report\")\n")
    return template
  }

  /// The prompts as they are shipped.
  static func texts() throws -> PromptTexts {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return try PromptTexts.load(from: root.path + "/Templates")
  }

  /// A generation of the app.
  func generation(
    _ model: ScriptedModel, _ workshop: ScriptedWorkshop, stronger: ScriptedModel? = nil,
    template: Template = Self.filter, others: [Template] = [], asker: any Asker = Nobody(),
    events: EventSink? = nil
  ) throws -> Generation {
    var prompt = Prompt(texts: try Self.texts(), template: template, model: model.name)
    prompt.others = others
    return Generation(
      app: app.directory, history: app.history, model: model,
      lastTry: stronger.map { LastTry(model: $0, what: $0.name) }, prompt: prompt,
      workshop: { _, _ in workshop }, confinement: { "scripted" },
      events: events ?? EventSink(journal: Journal(path: app.directory.journal), show: { _ in }),
      meter: Meter(
        ledger: store.catalog, prices: .current, app: app.record.id, rules: [], longestCall: 60),
      asker: asker)
  }

  /// The session that fills the app's starter.
  func session(_ request: Request = Self.request) throws -> Session {
    Session(
      request: request, tree: try FileTree.read(directory: app.directory.tree), iteration: 0)
  }

  /// The commits after the starter's, oldest first: "Write shout: Shouts [passed]".
  func commits() throws -> [String] {
    try app.history.log().reversed().dropFirst().map {
      "\($0.subject) [\($0.verdict ?? "none")]"
    }
  }

  /// Whether the tree on disk is the newest commit's.
  func isCommitted() throws -> Bool {
    guard let head = try app.history.head() else { return false }
    return try app.history.tree(at: head) == FileTree.read(directory: app.directory.tree)
  }

  /// Runs `body` in the same home with an empty catalog.
  func withoutCatalog<Result>(_ body: (AppStore) throws -> Result) throws -> Result {
    for name in try FileManager.default.contentsOfDirectory(atPath: store.home.root)
    where name.hasPrefix("catalog.sqlite") {
      try FileManager.default.removeItem(atPath: store.home.root + "/" + name)
    }
    return try body(AppStore(home: store.home))
  }

  /// What the journal tells of replies that were not used, and of ways that were changed.
  func notes() -> [String] {
    Journal(path: app.directory.journal).events().flatMap { stamped -> [String] in
      switch stamped.event {
      case .replyNoted(let noted): noted.notes
      case .replyRejected(let rejected): rejected.errors.map { "rejected: \($0.kind.rawValue)" }
      default: []
      }
    }
  }
}

extension FileTree {
  func setting(_ path: String, _ text: String) -> FileTree {
    var tree = self
    if let path = try? SafePath(path) { tree[path] = Array(text.utf8) }
    return tree
  }
}

/// A reply with files.
func replying(_ files: (path: String, text: String)...) -> ScriptedModel.Answer {
  .says(files.map { "\($0.path)\n```\n\($0.text)\n```\n" }.joined(separator: "\n"))
}

enum Sample {
  static let manifest = (
    path: "wisp.json",
    text:
      #"{"name":"shout","summary":"Shouts","template":"filter","examples":[{"name":"loud","arguments":[],"stdin":"a\n","expect":{"stdout":{"contains":["A"]}}}]}"#
  )

  /// The sources of the app, different each time.
  static func code(_ number: Int) -> (path: String, text: String) {
    ("Sources/AppCore/Shout.swift", "public let number = \(number)")
  }
}
