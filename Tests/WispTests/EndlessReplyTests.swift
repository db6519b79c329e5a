import Foundation
import LoopbackModel
import Testing

/// A model that never stops: the session says so, ends by itself, and keeps little of it.
@Suite struct EndlessReplyTests {
  static let floods: [(String, String)] = [
    (
      (0..<2_000).map { "f\($0).txt\n```\ntext number \($0)\n```\n" }.joined(),
      "it changes more files than can be changed at once"
    ),
    (
      "Sources/AppCore/A.swift\n```swift\n"
        + String(repeating: "// " + String(repeating: "a", count: 2_000) + "\n", count: 1_150),
      "it is longer than 2 MB"
    ),
  ]

  @Test(arguments: floods.indices) func endsAndIsNotSentBack(index: Int) async throws {
    let (text, reason) = Self.floods[index]
    let server = try LoopbackModel.start(
      replies: (0..<4).map { _ in .text(text, chunk: 16 << 10) })
    defer { server.stop() }
    let wisp = try WispProgram(ModelFailureTests.environment(server.baseURL))
    let run = try await wisp.run([
      "new", "--json", "--model", "anthropic/m", "reverse every line",
    ])
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.finished["reason"] as? String == "refused")
    let ends = run.events(named: "model.finished")
    #expect(ends.map { $0["ending"] as? String } == ["too_long", "too_long", "too_long"])
    #expect(ends.allSatisfy { ($0["detail"] as? String)?.contains(reason) == true })
    let requests = server.requests.filter { $0.method == "POST" }
    #expect(requests.count == 3)
    for request in requests {
      #expect(!request.text.contains(text.prefix(20).replacing("\n", with: "\\n")))
      #expect(request.body.count < 100_000)
    }
    #expect(requests.last?.text.contains("The reply was not read to its end: \(reason)") == true)
    #expect(try Self.size(of: wisp.home) < 3 << 20)
  }

  /// Bytes of all files below a folder.
  private static func size(of folder: String) throws -> Int {
    let files = FileManager.default.enumerator(atPath: folder)
    var bytes = 0
    while let name = files?.nextObject() as? String {
      let facts = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      bytes += facts[.size] as? Int ?? 0
    }
    return bytes
  }
}
