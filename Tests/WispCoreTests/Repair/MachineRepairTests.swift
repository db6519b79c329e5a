import Testing
import Toolchain
import Workspace

@testable import WispCore

/// What is repaired without a model: the compiler's words and the file, and what becomes of it.
struct MachineRepairTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var path = "Sources/AppCore/A.swift"
    var text: String
    var message: String
    var line = 1
    var column = 1
    /// Nil: nothing fits.
    var result: String?
    var what = ""
    var others: [String: String] = [:]
    var notes: [String] = []

    /// Lets the repair see the error, and compares what it says and the file that it changes.
    func check() throws {
      var tree = FileTree()
      for (path, text) in others.merging([path: text], uniquingKeysWith: { $1 }) {
        tree[try SafePath(path)] = Array(text.utf8)
      }
      let verdict = Verdict(
        outcome: .failed,
        diagnostics: [
          Diagnostic(
            file: path, line: line, column: column, severity: .error, message: message,
            notes: notes)
        ])
      let repair = MachineRepair.first(for: verdict, tree: tree)
      #expect(repair?.what ?? "" == what)
      let changed = try repair.map { repair in
        try #require(repair.tree.paths.filter { repair.tree[$0] != tree[$0] }.first)
      }
      #expect(changed.flatMap { repair?.tree.text($0) } == result)
    }
  }

  static let cases = [
    Case(
      testDescription: "a name of Foundation", text: "/// A.\nlet a = Date()\n",
      message: "cannot find 'Date' in scope", line: 2, column: 9,
      result: "import Foundation\n\n/// A.\nlet a = Date()\n".replacing(
        "import Foundation\n\n/// A.\n", with: "/// A.\nimport Foundation\n\n"),
      what: "Import Foundation in Sources/AppCore/A.swift"),
    Case(
      testDescription: "a member of Foundation, beside other imports",
      text: "import Kit\nlet a = \"b\".components(separatedBy: \"c\")\n",
      message: "value of type 'String' has no member 'components'", line: 2, column: 13,
      result: "import Foundation\nimport Kit\nlet a = \"b\".components(separatedBy: \"c\")\n",
      what: "Import Foundation in Sources/AppCore/A.swift"),
    Case(
      testDescription: "a function of libm that nobody links",
      text: "public func a(_ x: Double) -> Double { x.rounded() }\n",
      message: "undefined reference to 'round'", line: 1,
      result: "import Foundation\n\npublic func a(_ x: Double) -> Double { x.rounded() }\n",
      what: "Import Foundation in Sources/AppCore/A.swift"),
    Case(
      testDescription: "imported already", text: "import Foundation\nlet a = Date()\n",
      message: "cannot find 'Date' in scope", line: 2, result: nil),
    Case(
      testDescription: "a name of nobody's", text: "let a = Thing()\n",
      message: "cannot find 'Thing' in scope", result: nil),
    Case(
      testDescription: "a name of Kit", text: "let a = html(\"b\")\n",
      message: "cannot find 'html' in scope", result: "import Kit\n\nlet a = html(\"b\")\n",
      what: "Import Kit in Sources/AppCore/A.swift",
      others: ["Sources/Kit/Page.swift": "public func html(_ text: String) -> String { text }\n"]),
    Case(
      testDescription: "a test without Testing", path: "Tests/AppCoreTests/T.swift",
      text: "@Test func a() {}\n", message: "unknown attribute 'Test'",
      result: "import Testing\n\n@Test func a() {}\n",
      what: "Import Testing in Tests/AppCoreTests/T.swift"),
    Case(
      testDescription: "what App uses is not public", path: "Sources/App/main.swift",
      text: "import AppCore\nrun()\n",
      message: "'run' is inaccessible due to 'internal' protection level", line: 2,
      result: "public func run() {}\n", what: "Make run public in Sources/AppCore/B.swift",
      others: ["Sources/AppCore/B.swift": "func run() {}\n"]),
    Case(
      testDescription: "two of that name", path: "Sources/App/main.swift", text: "run()\n",
      message: "'run' is inaccessible due to 'internal' protection level", result: nil,
      others: ["Sources/AppCore/B.swift": "func run() {}\nfunc run(_ a: Int) {}\n"]),
    Case(
      testDescription: "try behind letters of two bytes", text: "let ä = (\"é\", f())\n",
      message: "call can throw but is not marked with 'try' and the error is not handled",
      column: 17, result: "let ä = (\"é\", try f())\n", what: "Add try in Sources/AppCore/A.swift"),
    Case(
      testDescription: "a test that throws", path: "Tests/AppCoreTests/T.swift",
      text: "@Test func a() {\n  try f()\n}\n",
      message: "errors thrown from here are not handled", line: 2, column: 3,
      result: "@Test func a() throws {\n  try f()\n}\n",
      what: "Add throws in Tests/AppCoreTests/T.swift"),
    Case(
      testDescription: "a place that is not there", text: "f()\n",
      message: "call can throw but is not marked with 'try'", line: 9, column: 99, result: nil),
    Case(
      testDescription: "a constant that is changed", text: "func f() {\n  let a = 1\n  a += 1\n}\n",
      message: "left side of mutating operator isn't mutable: 'a' is a 'let' constant", line: 3,
      result: "func f() {\n  var a = 1\n  a += 1\n}\n",
      what: "Make a a variable in Sources/AppCore/A.swift"),
    Case(
      testDescription: "a method that changes its value",
      text: "struct A {\n  var b = 1\n  func c() {\n    b = 2\n  }\n}\n",
      message: "cannot assign to property: 'self' is immutable", line: 4,
      result: "struct A {\n  var b = 1\n  mutating func c() {\n    b = 2\n  }\n}\n",
      what: "Mark the method around line 4 as mutating in Sources/AppCore/A.swift"),
    Case(
      testDescription: "a type of AppCore's that Testing has, too",
      path: "Tests/AppCoreTests/T.swift",
      text: "import Testing\n@testable import AppCore\n\nlet a: Tag = Tag()\n",
      message: "'Tag' is ambiguous for type lookup in this context", line: 4, column: 8,
      result: "import Testing\n@testable import AppCore\n@testable import struct AppCore.Tag\n\n"
        + "let a: Tag = Tag()\n",
      what: "Take AppCore's own Tag in Tests/AppCoreTests/T.swift",
      others: ["Sources/AppCore/Tag.swift": "struct Tag: Equatable {}\n"]),
    Case(
      testDescription: "a function of AppCore's that C has, too", path: "Sources/App/main.swift",
      text: "import AppCore\nprint(round(2.5))\n", message: "ambiguous use of 'round'", line: 2,
      column: 7, result: "import AppCore\nimport func AppCore.round\nprint(round(2.5))\n",
      what: "Take AppCore's own round in Sources/App/main.swift",
      others: ["Sources/AppCore/B.swift": "public func round(_ a: Double) -> Double { a }\n"]),
    Case(
      testDescription: "two libraries at odds", path: "Sources/App/main.swift",
      text: "import AppCore\nlet a: Tag = b\n", message: "'Tag' is ambiguous for type lookup",
      line: 2, column: 8, result: nil),
    Case(
      testDescription: "a test of the same name in another file",
      path: "Tests/AppCoreTests/T.swift",
      text: "@Test func a() {}\n", message: "invalid redeclaration of 'a()'", column: 12,
      result: nil, notes: ["'a()' previously declared here"]),
    Case(
      testDescription: "Kit is not touched", path: "Sources/Kit/Page.swift",
      text: "let a = Date()\n",
      message: "cannot find 'Date' in scope", result: nil),
  ]

  @Test(arguments: cases) func repairs(_ example: Case) throws { try example.check() }

  /// A helper that two files of tests declare is each one's own.
  @Test func keepsHelpersApart() throws {
    let (one, two) = (try SafePath("Tests/T/A.swift"), try SafePath("Tests/T/B.swift"))
    var tree = FileTree()
    tree[one] = Array("import Testing\nfunc run() {}\n@Test func a() {}\n".utf8)
    tree[two] = Array("func run() {}\n@Test func a() {}\n".utf8)
    func again(_ name: String, _ line: Int, _ before: Int) -> Diagnostic {
      Diagnostic(
        file: two.description, line: line, column: 1, severity: .error,
        message: "invalid redeclaration of '\(name)'",
        notes: ["\(one):\(before): '\(name)' previously declared here"])
    }
    let verdict = Verdict(
      outcome: .failed, diagnostics: [again("run()", 1, 2), again("a()", 2, 3)])
    let repair = MachineRepair.first(for: verdict, tree: tree)
    #expect(
      repair?.what
        == "Keep each run to its own file, keep each a to its own file in \(two) and \(one)")
    #expect(
      repair?.tree.text(one) == "import Testing\nprivate func run() {}\n@Test private func a() {}\n"
    )
    #expect(repair?.tree.text(two) == "private func run() {}\n@Test private func a() {}\n")
    #expect(MachineRepair.first(for: verdict, tree: tree, frozen: [one]) == nil)
  }

  @Test func frozenFilesStay() throws {
    let path = try SafePath("Tests/AppCoreTests/T.swift")
    var tree = FileTree()
    tree[path] = Array("@Test func a() {}\n".utf8)
    let verdict = Verdict(
      outcome: .failed,
      diagnostics: [
        Diagnostic(
          file: path.description, line: 1, column: 1, severity: .error,
          message: "unknown attribute 'Test'")
      ])
    #expect(MachineRepair.first(for: verdict, tree: tree, frozen: [path]) == nil)
  }
}
