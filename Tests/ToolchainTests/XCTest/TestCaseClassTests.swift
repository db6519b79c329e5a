import Events
import Testing
import Workspace

@testable import Toolchain

@Suite struct TestCaseClassTests {
  /// Found as `swift build` finds them: seen in what it generates for the same files.
  @Test func foundInTheSources() throws {
    let classes = try found([
      "X": """
      import XCTest

      class Base: XCTestCase { func testBase() {} }
      final class Some: Base {
        func testA() { XCTAssertEqual(f(), 3) }
        func testB() async throws {}
        func testC() throws -> Void {}
        @MainActor func testD() {}
        func testE(_ x: Int) {}
        static func testF() {}
        private func testG() {}
        func testH() -> Int { 1 }
        func helper() {}
        override func testBase() { super.testBase() }
      }
      class Empty: XCTestCase {}
      struct Other { func testNot() {} }
      """,
      "Y":
        "import XCTest\nextension Some { func testExt() {} }\nprivate extension Some { func testP() {} }",
    ])
    #expect(
      classes == [
        TestCaseClass(
          module: "AppTests", name: "Base", methods: [.init(name: "testBase", isAsync: false)]),
        TestCaseClass(
          module: "AppTests", name: "Some",
          methods: [
            .init(name: "testA", isAsync: false), .init(name: "testB", isAsync: true),
            .init(name: "testBase", isAsync: false), .init(name: "testC", isAsync: false),
            .init(name: "testD", isAsync: false), .init(name: "testExt", isAsync: false),
          ]),
      ])
  }

  @Test func noneWithoutTheLibrary() throws {
    #expect(try found(["X": "import Testing\n@Test func testA() {}"]) == [])
  }

  private func found(_ files: [String: String]) throws -> [TestCaseClass] {
    var tree = FileTree()
    for (name, text) in files { tree[try SafePath("Tests/\(name).swift")] = Array(text.utf8) }
    let module = DirectPlan.Module(
      name: "AppTests", kind: .test, files: tree.paths.map(\.description), modules: [],
      isScript: false, prebuilt: [])
    return try TestCaseClass.all(in: module, of: tree)
  }
}

@Suite struct XCTestEventsTests {
  @Test func whatIsWritten() {
    let events = """
      {"event":"start","test":"A.testA"}
      {"event":"end","test":"A.testA","result":"passed"}
      {"event":"start","test":"A.testB"}
      {"event":"failure","test":"A.testB","file":"/app/Tests/A.swift","line":"6","message":"XCTAssertTrue failed - "}
      {"event":"end","test":"A.testB","result":"failed"}
      {"event":"start","test":"A.testC"}
      {"event":"end","test":"A.testC","result":"skipped"}
      {"event":"start","test":"A.testD"}
      no JSON
      """
    #expect(
      XCTestEvents.read(Recording.lines(of: events))
        == TestRun(
          summary: TestSummary(
            passed: 1, failed: 1,
            failures: [
              TestFailure(
                test: "A.testB", file: "Tests/A.swift", line: 6, message: "XCTAssertTrue failed")
            ]), skipped: 1, unfinished: [TestRun.Unfinished(test: "A.testD")], isOver: false))
  }
}
