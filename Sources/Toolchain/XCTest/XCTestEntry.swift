/// The entry point of a test program with tests of XCTest's, in place of the one that is prepared for
/// those of Swift Testing alone.
enum XCTestEntry {
  /// The module that it is compiled as.
  static let module = "WispXCTestEntry"
  static let fileName = "entry.swift"

  /// One source file: SwiftPM's list of tests, an observer that tells what happens through the
  /// channel, one JSON object a line, and `main`.
  static func source(_ classes: [TestCaseClass]) -> String {
    var modules: [String] = []
    for found in classes where !modules.contains(found.module) { modules.append(found.module) }
    let imports =
      ["Foundation", "Testing", "XCTest"].map { "import \($0)" }
      + modules.map { "@testable import \($0)" }
    let lists = classes.enumerated().map { list(of: $1, number: $0) }.joined(separator: "\n")
    let entries = classes.enumerated().map { "testCase(\($1.name).__wispTests\($0))" }
    return """
      \(imports.joined(separator: "\n"))

      \(String(decoding: PackageResources.channel_swift_txt, as: UTF8.self))
      \(String(decoding: PackageResources.tag_swift_txt, as: UTF8.self))
      // No function of the app gives another value here, so nothing reads these. The channel writes them only
      // between two runs of the tests, when nothing else runs.
      nonisolated(unsafe) var wispMutant = 0
      nonisolated(unsafe) var wispForm = 0
      func wispForget() {}
      func wispAccount() -> String { "" }

      \(lists)

      @available(*, deprecated, message: "so that deprecated tests make no warnings")
      private func allTests() -> [XCTestCaseEntry] {
        [\(entries.joined(separator: ", "))]
      }

      \(observer)

      @main
      @available(*, deprecated, message: "so that deprecated tests make no warnings")
      struct TestProgram {
        // What an asynchronous main calls; XCTest's needs the main thread for itself.
        @_silgen_name("$ss13_runAsyncMainyyyyYaKcF")
        private static func runAsyncMain(_ body: @Sendable @escaping () async throws -> Void)

        static func main() {
          let arguments = CommandLine.arguments
          let channel = WispChannel.connect()
          if let channel, !channel.runs.isEmpty {
            runAsyncMain { exit(await channel.run()) }
          }
          if let place = arguments.firstIndex(of: "--testing-library"),
            arguments.dropFirst(place + 1).first == "swift-testing"
          {
            runAsyncMain { await Testing.__swiftPMEntryPoint() as Never }
          }
          let observer = TestObserver(channel)
          XCTestObservationCenter.shared.addTestObserver(observer)
          XCTMain(allTests()) as Never
        }
      }

      """
  }

  private static func list(of found: TestCaseClass, number: Int) -> String {
    let methods = found.methods.map { method in
      "    (\"\(method.name)\", \(method.isAsync ? "asyncTest(\(method.name))" : method.name)),\n"
    }
    // Classes of one name in two modules are told apart by the compiler or not at all, as with SwiftPM. So
    // is the constant `nonisolated(unsafe)`, in the generated program: XCTest's type of a list of tests is
    // not Sendable, and the one thread that calls `XCTMain` reads it, once.
    return """
      fileprivate extension \(found.name) {
        @available(*, deprecated, message: "so that deprecated tests make no warnings")
        static nonisolated(unsafe) let __wispTests\(number) = [
      \(methods.joined())  ]
      }
      """
  }

  private static let observer = """
    private final class TestObserver: XCTestObservation {
      private let channel: WispChannel?

      init(_ channel: WispChannel?) { self.channel = channel }

      private func write(_ event: String, _ fields: [String: String]) {
        guard let channel else { return }
        let record = fields.merging(["event": event]) { $1 }
        guard let line = try? JSONSerialization.data(withJSONObject: record) else { return }
        channel.tell(line)
      }

      func testBundleWillStart(_ testBundle: Bundle) {}
      func testBundleDidFinish(_ testBundle: Bundle) { write("over", [:]) }
      func testSuiteWillStart(_ testSuite: XCTestSuite) {}
      func testSuiteDidFinish(_ testSuite: XCTestSuite) {}
      func testSuite(
        _ testSuite: XCTestSuite, didFailWithDescription description: String,
        inFile filePath: String?, atLine lineNumber: Int
      ) {
        write(
          "failure",
          ["test": testSuite.name, "message": description, "file": filePath ?? "", "line": "\\(lineNumber)"])
      }
      func testCaseWillStart(_ testCase: XCTestCase) { write("start", ["test": testCase.name]) }
      func testCase(
        _ testCase: XCTestCase, didFailWithDescription description: String,
        inFile filePath: String?, atLine lineNumber: Int
      ) {
        write(
          "failure",
          ["test": testCase.name, "message": description, "file": filePath ?? "", "line": "\\(lineNumber)"])
      }
      func testCaseDidFinish(_ testCase: XCTestCase) {
        let run = testCase.testRun
        let result = run?.hasBeenSkipped == true ? "skipped" : run?.hasSucceeded == true ? "passed" : "failed"
        write("end", ["test": testCase.name, "result": result])
      }
    }
    """
}
