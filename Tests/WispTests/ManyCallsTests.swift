import Catalog
import Foundation
import LoopbackModel
import TestSupport
import Testing

/// Two hundred calls at once, from four processes that share a ledger and a limit.
@Suite(.serialized) struct ManyCallsTests {
  private struct Result: Decodable {
    var answered: Int
    var limited: Int
    /// Resident memory in kB, after one call and after all.
    var before: Int
    var after: Int
  }

  private static let processes = 4
  private static let each = 50
  /// What the scripted server says a call took.
  private static let tokens = 11 + 7

  /// The catalog and what each process said, with a limit in tokens on all of them.
  private func run(limit: Int, _ server: LoopbackModel, _ wisp: WispProgram) async throws
    -> (Catalog, [Result])
  {
    let path = wisp.folder + "/catalog.sqlite"
    let catalog = try Catalog(path: path)
    let environment = wisp.environment.merging(
      ModelFailureTests.environment(server.baseURL)
    ) { $1 }
    let results = try await withThrowingTaskGroup(of: Result.self) { group in
      for _ in 0..<Self.processes {
        group.addTask {
          let run = try await WispProgram.run(
            Checkout.products + "/call-load", [path, "\(Self.each)", "\(limit)"],
            environment: environment, directory: wisp.folder)
          try #require(run.status == 0, "\(run.errors)")
          return try JSONDecoder().decode(Result.self, from: Data(run.output.utf8))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    return (catalog, results)
  }

  private func server() throws -> LoopbackModel {
    try LoopbackModel.start(
      replies: Array(repeating: .text("All of it."), count: 2 * Self.processes * Self.each))
  }

  @Test func noRowIsLost() async throws {
    let server = try server()
    defer { server.stop() }
    let wisp = try WispProgram()
    let (catalog, results) = try await run(limit: 10_000_000, server, wisp)
    let all = Self.processes * Self.each
    #expect(results.map(\.answered) == Array(repeating: Self.each, count: Self.processes))
    #expect(server.requests.count == all)
    let calls = try catalog.calls()
    #expect(calls.count == all)
    #expect(calls.allSatisfy { $0.outcome == "complete" && !$0.estimated })
    #expect(calls.reduce(0) { $0 + $1.inputTokens + $1.outputTokens } == all * Self.tokens)
    // Fifty calls at once take threads and buffers, but what is kept does not grow with their number.
    for result in results { #expect(result.after - result.before < 64_000, "\(result)") }
    print("resident memory of \(Self.each) calls, kB:", results.map { [$0.before, $0.after] })
  }

  @Test func theLimitHolds() async throws {
    let server = try server()
    defer { server.stop() }
    let wisp = try WispProgram()
    let limit = 1_500
    let (catalog, results) = try await run(limit: limit, server, wisp)
    let answered = results.reduce(0) { $0 + $1.answered }
    #expect(
      results.reduce(0) { $0 + $1.answered + $1.limited } == Self.processes * Self.each)
    #expect(server.requests.count == answered)
    let total = try catalog.spending().total
    #expect(total.calls == answered)
    #expect(total.openCalls == 0)
    let used = total.inputTokens + total.outputTokens
    #expect(used == answered * Self.tokens)
    #expect(used <= limit)
    // Not less than fits either: only the room for one more call is left.
    #expect(used > limit - 500)
  }
}
