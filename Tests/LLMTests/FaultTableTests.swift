import LoopbackModel
import Testing

@testable import LLM

/// Each fault against each of the five APIs: how it ends, with how many requests, and what is charged.
///
/// The table in Documentation/Models.md says the same in words.
@Suite(.timeLimit(.minutes(2))) struct FaultTableTests {
  /// How a request ends.
  enum Ending: Sendable, Equatable {
    case complete
    /// Text was kept, and the session asks the model to go on.
    case kept
    case error(ModelError.Kind)
  }

  /// What is charged for.
  enum Charge: Sendable, Equatable {
    case counted
    case estimated
    /// Nothing is known: the error carries no counts.
    case unknown
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var fault: String
    var replies: [ScriptedReply]
    var ending: Ending
    var requests = 1
    var charge: Charge
    var testDescription: String { fault }
  }

  static let long = String(repeating: "word ", count: 200)

  static func status(_ status: Int, times: Int) -> [ScriptedReply] {
    let wait = status == 429 ? ["retry-after": "1"] : [:]
    let reply = ScriptedReply.status(status, headers: wait)
    return Array(repeating: reply, count: times) + [.text(long)]
  }

  static let rows: [Row] = [
    Row(fault: "none", replies: [.text(long)], ending: .complete, charge: .counted),
    Row(
      fault: "429 once", replies: status(429, times: 1), ending: .complete, requests: 2,
      charge: .counted),
    Row(
      fault: "500 once", replies: status(500, times: 1), ending: .complete, requests: 2,
      charge: .counted),
    Row(
      fault: "429", replies: status(429, times: 9), ending: .error(.rateLimit), requests: 4,
      charge: .unknown),
    Row(
      fault: "500", replies: status(500, times: 9), ending: .error(.overloaded), requests: 4,
      charge: .unknown),
    Row(
      fault: "503", replies: status(503, times: 9), ending: .error(.overloaded), requests: 4,
      charge: .unknown),
    Row(
      fault: "529", replies: status(529, times: 9), ending: .error(.overloaded), requests: 4,
      charge: .unknown),
    Row(
      fault: "401", replies: status(401, times: 1), ending: .error(.badKey), charge: .unknown),
    Row(
      fault: "400", replies: status(400, times: 1), ending: .error(.protocolError),
      charge: .unknown),
    Row(
      fault: "cut", replies: [.cut(long, afterBytes: 3000)], ending: .kept, charge: .estimated),
    Row(
      fault: "cut before text", replies: [.cut(long, afterBytes: 20)],
      ending: .error(.protocolError), charge: .unknown),
    Row(fault: "stall", replies: [.stall], ending: .error(.timedOut), charge: .unknown),
    Row(
      fault: "stall in the middle", replies: [.stalling(long, afterBytes: 3000)], ending: .kept,
      charge: .estimated),
    Row(
      fault: "bytes", replies: [.text(long, oneByteWrites: true)], ending: .complete,
      charge: .counted),
    Row(
      fault: "crlf", replies: [.text(long, lineEnd: "\r\n")], ending: .complete, charge: .counted),
    Row(
      fault: "length", replies: [.text(long, ending: .outputLimit)], ending: .kept,
      charge: .counted),
    Row(
      fault: "no-usage", replies: [.text(long, usage: false)], ending: .complete,
      charge: .estimated),
    Row(fault: "garbage", replies: [.garbled(long)], ending: .kept, charge: .estimated),
  ]

  @Test(arguments: API.allCases, rows)
  func ends(_ api: API, row: Row) async throws {
    var settings = TransportSettings()
    if row.fault.hasPrefix("stall") {
      settings.idleTimeout = .milliseconds(100)
      settings.loopbackFirstByteTimeout = row.fault == "stall" ? .milliseconds(100) : .seconds(60)
    }
    let server = try LoopbackModel.start(replies: row.replies)
    defer { server.stop() }
    let outcome = await Outcome(of: api.model(at: server, settings: settings))
    switch row.ending {
    case .complete:
      #expect(outcome.completion?.ending == .complete)
      #expect(outcome.text == Self.long)
    case .kept:
      #expect(outcome.completion?.ending == .truncated)
      #expect(!outcome.text.isEmpty && Self.long.hasPrefix(outcome.text))
    case .error(let kind):
      #expect(outcome.error?.kind == kind)
      #expect(outcome.text == "")
    }
    #expect(server.requests.count { $0.method == "POST" } == row.requests)
    #expect(outcome.retries.count == row.requests - 1)
    switch row.charge {
    case .counted: #expect(outcome.completion?.usage == api.usage)
    case .estimated: #expect(outcome.completion?.usage.estimated == true)
    case .unknown: #expect(outcome.completion == nil)
    }
  }

  /// An error within the stream; Ollama's say nothing about what they are.
  @Test(arguments: API.allCases)
  func errorEvent(_ api: API) async throws {
    let name = ["responses": "server_error", "gemini": "UNAVAILABLE"][api.rawValue]
    let ending = ScriptedReply.Ending.error(type: name ?? "overloaded_error", message: "too busy")
    let server = try LoopbackModel.start(replies: [.text(Self.long, ending: ending)])
    defer { server.stop() }
    let outcome = await Outcome(of: api.model(at: server))
    #expect(outcome.text == Self.long)
    #expect(outcome.completion?.ending == (api == .ollama ? nil : .truncated))
    #expect(outcome.error?.kind == (api == .ollama ? .protocolError : nil))
    #expect(server.requests.count == 1)
  }
}
