import Replies
import Templates
import Testing
import Toolchain
import Workspace

@testable import Events
@testable import Generation

@Suite struct ContractTests {
  static let template = Template(
    name: "filter", summary: "", goodFor: [],
    starter: tree([
      "Package.swift": "let package = Package(\n  name: \"starter\",\n)\n",
      "wisp.json": #"{"name":"starter","summary":"s","template":"filter","examples":[]}"#,
    ]), prompt: "", dependencies: [])

  static func tree(_ files: [String: String]) -> FileTree {
    FileTree(
      files: Dictionary(
        uniqueKeysWithValues: files.compactMap { path, text in
          (try? SafePath(path)).map { ($0, Array(text.utf8)) }
        }))
  }

  static func manifest(_ examples: String) -> String {
    #"{"name":"shout","summary":"Shouts","template":"other","examples":[\#(examples)]}"#
  }

  static let example =
    #"{"name":"e","arguments":["-x"],"stdin":"a\n","expect":{"stdout":{"contains":"A"}}}"#

  private func session(frozen: Bool, accepted: [String] = []) throws -> Session {
    Session(
      request: Request(kind: .new, text: "shout"),
      tree: Self.tree([
        "Package.swift": "p", "wisp.json": "{}", "Tests/T/t.swift": "#expect(a) #expect(b)",
      ]),
      isFrozen: frozen, acceptedTests: Set(try accepted.map { try SafePath($0) }), iteration: 1)
  }

  /// Tools that later meet the folder take such files for instructions.
  @Test func leavesOutWhatIsNoPartOfAnApp() throws {
    let old = Self.tree(["wisp.json": "{}", "docs/old.md": "old"])
    let strays = [
      ".envrc", ".github/workflows/ci.yml", ".gitmodules", ".vscode/tasks.json", "Makefile",
      "Sources/App/.hidden.swift", "Sources/App/CLAUDE.md", "source/a.swift",
    ]
    let parts = [
      ".gitignore", "LICENSE", "Package@swift-6.2.swift", "README.md",
      "Sources/App/main.swift", "Tests/T/t.swift",
    ]
    var tree = old
    for path in strays + parts { tree[try SafePath(path)] = [1] }
    let removed = Contract.removeStrays(from: &tree, before: old)
    #expect(removed.map(\.description) == strays)
    #expect(
      tree.paths.map(\.description).sorted() == (parts + ["docs/old.md", "wisp.json"]).sorted())
    #expect(
      Contract.notes(on: removed) == [
        "left out .envrc, .github/workflows/ci.yml, .gitmodules, .vscode/tasks.json, Makefile and 3 more: "
          + "an app consists of Swift files in Sources/ and Tests/, wisp.json, README.md, LICENSE and .gitignore"
      ])
    #expect(Contract.notes(on: []) == [])
  }

  @Test(arguments: [
    (false, [], false, ["Package.swift"]),
    (true, [], false, ["Package.swift", "wisp.json"]),
    (true, ["Tests/T/t.swift"], false, ["Package.swift", "Tests/T/t.swift", "wisp.json"]),
    (true, ["Tests/T/t.swift"], true, ["Package.swift"]),
  ]) func freezes(frozen: Bool, accepted: [String], isTweak: Bool, paths: [String]) throws {
    let policy = Contract.policy(
      for: try session(frozen: frozen, accepted: accepted), isTweak: isTweak)
    #expect(policy.frozen.keys.map(\.description).sorted() == paths)
  }

  struct Violation: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var files: [String: String]
    var rounds = 1
    var isTweak = false
    var paths: [String?]
  }

  @Test(arguments: [
    Violation(
      testDescription: "more tests", files: ["Tests/T/t.swift": "#expect(a) #expect(b) #expect(c)"],
      paths: []),
    Violation(
      testDescription: "as many tests", files: ["Tests/T/t.swift": "#expect(b) #expect(c)"],
      paths: []),
    Violation(
      testDescription: "fewer tests", files: ["Tests/T/t.swift": "#expect(a)"], paths: [nil]),
    Violation(testDescription: "no tests", files: [:], paths: ["Tests/T/t.swift"]),
    Violation(
      testDescription: "the first reply replaces the starter's", files: [:], rounds: 0, paths: []),
    Violation(testDescription: "the user may", files: [:], isTweak: true, paths: []),
    Violation(
      testDescription: "a second package manifest",
      files: ["Tests/T/t.swift": "#expect(a) #expect(b)", "Package@swift-6.swift": ""],
      isTweak: true, paths: ["Package@swift-6.swift"]),
  ]) func notices(_ example: Violation) throws {
    var session = try session(frozen: false)
    session.spent.rounds = example.rounds
    let errors = Contract.violations(
      from: session.work.tree, to: Self.tree(example.files), session: session,
      isTweak: example.isTweak)
    #expect(errors.map(\.path) == example.paths)
    #expect(errors.allSatisfy { $0.kind == .frozen })
  }

  @Test func acceptsAndNormalisesTheManifest() throws {
    let new = Self.tree(["wisp.json": Self.manifest(Self.example)])
    let own = try Example(commandLine: "-y => B")
    let accepted = try Contract.accept(
      new,
      request: Request(kind: .new, text: "shout", name: "loud", examples: [own]),
      template: Self.template)
    #expect(accepted.manifest.name == "loud")
    #expect(accepted.manifest.template == "filter")
    #expect(accepted.manifest.examples.map(\.arguments) == [["-y"], ["-x"]])
    #expect(accepted.notes == [])
    #expect(accepted.tree.text(try SafePath("Package.swift"))?.contains("name: \"loud\"") == true)
    #expect(
      try AppManifest.parse(accepted.tree[try SafePath("wisp.json")] ?? []) == accepted.manifest)
  }

  @Test func theUsersExampleOutranksTheModels() throws {
    let own = try Example(commandLine: "-x < a\\n => B")
    let accepted = try Contract.accept(
      Self.tree(["wisp.json": Self.manifest(Self.example)]),
      request: Request(kind: .new, text: "shout", examples: [own]), template: Self.template)
    #expect(accepted.manifest.examples == [own])
  }

  /// Results may vary only by what the description asks for, or what was accepted before.
  @Test func resultsVaryOnlyIfThatIsAskedFor() throws {
    let manifest =
      #"{"name":"a","varies":["chance","time"],"examples":[\#(Self.example)]}"#
    func accepted(_ text: String, mayVary: Set<Variation>? = nil) throws -> Contract.Acceptance {
      try Contract.accept(
        Self.tree(["wisp.json": manifest]), request: Request(kind: .new, text: text),
        template: Self.template, mayVary: mayVary)
    }
    #expect(try accepted("roll dice").manifest.varies == [.chance])
    #expect(
      try accepted("roll dice").notes == [
        "the description does not ask for time, so the same input must give the same result"
      ])
    #expect(try accepted("shout").manifest.varies == [])
    #expect(try accepted("shout", mayVary: [.chance, .time]).manifest.varies == [.chance, .time])
  }

  /// Different results open the contract once if the description asks for them: it may then say so.
  @Test(arguments: [("roll dice", false), ("shout", true)])
  func differentResultsOpenTheContractOnce(text: String, staysFrozen: Bool) {
    var session = Session(
      request: Request(kind: .new, text: text), tree: FileTree(), isFrozen: true, iteration: 1)
    let verdict = Verdict(
      gates: [GateResult(gate: .proof, result: .failed, milliseconds: 1)],
      proof: Proof(unsteady: ["e"]))
    session.take(verdict)
    #expect(session.work.isFrozen == staysFrozen)
    session.work.isFrozen = true
    session.take(verdict)
    #expect(session.work.isFrozen)
  }

  @Test func aChangeOfVariesIsShown() {
    let old = AppManifest(name: "a", summary: "s", template: "filter")
    var new = old
    new.varies = [.chance]
    #expect(
      ContractChange(from: old, to: new).lines
        == ["- results vary by nothing", "+ results vary by chance"])
    #expect(ContractProposed(new).varies == [.chance])
  }

  /// The same run after others is another example, and is shown as one.
  @Test func anExampleWithRunsBeforeItIsAnother() throws {
    let listed =
      #"{"name":"listed","before":[{"arguments":["add","b c"]},{"stdin":"d\ne\n"}],"#
      + #""arguments":["list"],"expect":{"stdout":"1 b c\n"}}"#
    let own = try Example(commandLine: "list => nothing")
    let accepted = try Contract.accept(
      Self.tree(["wisp.json": Self.manifest(listed)]),
      request: Request(kind: .new, text: "a list", examples: [own]), template: Self.template)
    #expect(accepted.manifest.examples.map(\.name) == [own.name, "listed"])
    #expect(
      ContractProposed(accepted.manifest).examples == [
        .init(name: own.name, given: "list", expect: "nothing"),
        .init(name: "listed", given: "add 'b c'; < d⏎e; list", expect: "1 b c"),
      ])
  }

  @Test func permissionsAreKeptInOneForm() throws {
    let asking =
      #"{"name":"a","summary":"s","template":"filter","permissions":{"network":["b.example","a.example:8443","b.example"],"read":["~/x"],"ports":[8080]},"examples":[\#(Self.example)]}"#
    let accepted = try Contract.accept(
      Self.tree(["wisp.json": asking]),
      request: Request(kind: .new, text: "shout"), template: Self.template)
    #expect(
      accepted.manifest.permissions
        == AppManifest.Permissions(
          network: ["a.example:8443", "b.example"], read: ["~/x"], ports: [8080]))
    #expect(accepted.notes.count == 1)
    let written = try #require(accepted.tree[try SafePath("wisp.json")])
    #expect(try AppManifest.parse(written).permissions == accepted.manifest.permissions)
  }

  @Test(arguments: [
    #"{"network":["*.example.com"]}"#, #"{"network":["https://a.example"]}"#,
    #"{"network":["127.1"]}"#, #"{"read":["secrets"]}"#, #"{"write":["/srv/../etc"]}"#,
    #"{"read":["/srv/a\u202Eb"]}"#, #"{"read":["~root/x"]}"#,
  ])
  func permissionsThatCannotBeMeantAreRefused(permissions: String) throws {
    let asking =
      #"{"name":"a","summary":"s","template":"filter","permissions":\#(permissions),"examples":[\#(Self.example)]}"#
    #expect(throws: ReplyError.self) {
      try Contract.accept(
        Self.tree(["wisp.json": asking]),
        request: Request(kind: .new, text: "shout"), template: Self.template)
    }
  }

  @Test(
    arguments: [
      ([:], "missing"), (["wisp.json": "{"], "wisp.json"),
      (["wisp.json": manifest("")], "at least one example"),
      (
        [
          "wisp.json": String(
            decoding: template.starter.files.first { $0.key.description == "wisp.json" }?.value
              ?? [], as: UTF8.self)
        ], "was not sent"
      ),
    ] as [([String: String], String)]) func refuses(files: [String: String], says: String)
  {
    let error = #expect(throws: ReplyError.self) {
      try Contract.accept(
        Self.tree(files), request: Request(kind: .new, text: "shout"),
        template: Self.template)
    }
    #expect(error?.kind == .malformed)
    #expect(error?.path == "wisp.json")
    #expect(error?.message.contains(says) == true)
  }
}
