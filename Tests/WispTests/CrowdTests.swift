import Foundation
import Testing

/// Many processes on one home: nobody fails, and no row is lost or left over.
///
/// A few processes here; `make crowd` does 20 for a minute.
@Suite struct CrowdTests {
  private static let processes =
    ProcessInfo.processInfo.environment["WISP_CROWD"].flatMap { Int($0) }

  /// What one of them did to the one app it kept for the end.
  private struct Left: Equatable {
    var app: String
    var state: String
  }

  @Test func manyAtOnce() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "command:exit 7"])
    let end = ContinuousClock.now + .seconds(Self.processes == nil ? 0 : 60)
    let left = try await withThrowingTaskGroup(of: [Left].self) { group in
      for number in 0..<(Self.processes ?? 5) {
        group.addTask { try await work(wisp, number, until: end) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let listed = try await wisp.run(["ls", "--all", "--json"])
    let states = Dictionary(
      uniqueKeysWithValues: listed.events.map {
        ($0["app"] as? String ?? "", $0["state"] as? String ?? "")
      })
    #expect(states == Dictionary(uniqueKeysWithValues: left.map { ($0.app, $0.state) }))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: wisp.home + "/locks") == [])
    #expect(try await wisp.run(["doctor", "--rebuild"]).status == 0)
    #expect(try await wisp.run(["ls", "--all", "--json"]).output == listed.output)
  }

  /// Makes apps, keeps one of two, discards the other; once at least, then until the time is over.
  private func work(
    _ wisp: WispProgram, _ number: Int, until end: ContinuousClock.Instant
  ) async throws -> [Left] {
    var left: [Left] = []
    var round = 0
    repeat {
      for isKept in [true, false] {
        let name = "app-\(number)-\(round)-\(isKept ? "a" : "b")"
        // The model fails; the app is there with its starter.
        let made = try await wisp.run(["new", "--json", "--name", name, "count the words"])
        #expect(made.status == 3, "\(made.errors)")
        let app = try #require(made.finished["app"] as? String, "\(made.errors)")
        let command = isKept ? "keep" : "discard"
        let done = try await wisp.run([command, app])
        #expect(done.status == 0, "\(command): \(done.errors)")
        left.append(Left(app: app, state: isKept ? "kept" : "trashed"))
      }
      let swept = try await wisp.run(["gc"])
      #expect(swept.status == 0, "gc: \(swept.errors)")
      round += 1
    } while ContinuousClock.now < end
    return left
  }
}
