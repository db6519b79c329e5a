import Catalog
import Events
import Foundation
import LLM
import Synchronization
import Testing

@testable import Generation

/// What calls take: reserved before, counted while, settled after; and what happens at a limit.
struct MeterTests {
  /// A ledger of its own, a model for one dollar a token of input and two a token of output, and a model that answers from a script.
  private struct Desk {
    let ledger: Catalog
    let meter: Meter
    let model: ScriptedModel
    private let folder: String

    init(
      _ answer: ScriptedModel.Answer, named name: String = "test/priced",
      limit: SpendingLimit.Amount? = nil, app: String = "a-0001"
    ) throws {
      folder = FileManager.default.temporaryDirectory.path + "/wisp meter \(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      ledger = try Catalog(path: folder + "/catalog.sqlite")
      let prices = PriceTable.current.overridden(by: [
        "test/priced": PriceEntry(
          rates: .init(input: 1_000_000, cached: 500_000, output: 2_000_000), maxOutputTokens: 1_000
        )
      ])
      meter = Meter(
        ledger: ledger, prices: prices, app: app, name: { "words" },
        rules: limit.map { limit in
          [
            SpendingRule(limit: SpendingLimit(limit, app: app), name: "the budget") {
              "Go on with \($0)."
            }
          ]
        } ?? [], longestCall: 60)
      model = ScriptedModel([answer], name: name)
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// Makes one call; returns what the reader got.
    func call(_ text: String = "123456") async throws -> [ModelEvent] {
      var events: [ModelEvent] = []
      let request = ModelRequest(
        system: "123", messages: [Message(role: .user, text: text)],
        intent: Intent(stage: .repair, text: "", template: "", name: nil))
      for try await event in meter.metered(model).respond(to: request) { events.append(event) }
      await meter.settled()
      return events
    }

    /// The rows of the ledger, without when and how long.
    func rows() throws -> [LedgerEntry] {
      try ledger.calls().map { row in
        var row = row
        (row.at, row.seconds) = (.distantPast, 0)
        return row
      }
    }
  }

  private static func row(
    _ outcome: String, model: String = "test/priced", input: Int, output: Int, cost: Double?,
    estimated: Bool = false
  ) -> LedgerEntry {
    LedgerEntry(
      app: "a-0001", at: .distantPast, model: model, purpose: .repair, inputTokens: input,
      outputTokens: output, estimated: estimated, costUSD: cost, seconds: 0, outcome: outcome)
  }

  @Test func anAnswerIsChargedAsItsServerCounts() async throws {
    let desk = try Desk(.says("hello"))
    defer { desk.remove() }
    let events = try await desk.call()
    #expect(events.first == .text("hello"))
    #expect(events.count == 2)
    #expect(try desk.rows() == [Self.row("complete", input: 100, output: 10, cost: 120)])
    #expect(
      desk.meter.spent
        == Meter.Spent(usage: Usage(input: 100, cached: 0, output: 10), costUSD: 120))
    // A second call is added.
    _ = try await desk.call()
    #expect(desk.meter.spent.usage == Usage(input: 200, cached: 0, output: 20))
    #expect(desk.meter.spent.costUSD == 240)
    // Without a limit the answer's length is the provider's affair.
    #expect(desk.model.requests.map(\.maxOutputTokens) == [nil, nil])
  }

  /// One call of unknown price makes the sum unknown, and is in the ledger all the same.
  @Test func anUnknownPriceIsNoPrice() async throws {
    let desk = try Desk(.says("hello"), named: "nobody/knows-this")
    defer { desk.remove() }
    _ = try await desk.call()
    #expect(desk.meter.spent.costUSD == nil)
    #expect(
      try desk.rows()
        == [Self.row("complete", model: "nobody/knows-this", input: 100, output: 10, cost: nil)])
  }

  @Test(arguments: [
    // Nothing was read, so nothing is charged.
    (ModelError.Kind.rateLimit, 0, 0.0),
    // The input may have been: three bytes to a token.
    (.protocolError, 3, 3),
  ])
  func afterAFailure(kind: ModelError.Kind, input: Int, cost: Double) async throws {
    let error = ModelError(kind: kind, message: "no", advice: "later")
    let desk = try Desk(.fails(error))
    defer { desk.remove() }
    await #expect(throws: error) { try await desk.call() }
    #expect(
      try desk.rows()
        == [Self.row("failed", input: input, output: 0, cost: cost, estimated: input > 0)])
  }

  /// Who stops reading has stopped the call; what came by then counts.
  @Test func anInterruptedCallIsSettled() async throws {
    let desk = try Desk(.isSilent)
    defer { desk.remove() }
    let reading = Task { try await desk.call() }
    while desk.model.requests.isEmpty { await Task.yield() }
    reading.cancel()
    _ = try? await reading.value
    await desk.meter.settled()
    #expect(
      try desk.rows()
        == [Self.row("interrupted", input: 3, output: 0, cost: 3, estimated: true)])
  }

  /// The rest of a budget is the most that an answer may have; one that goes on is cut.
  @Test func anAnswerKeepsToTheBudget() async throws {
    let long = String(repeating: "x", count: 4_000)
    let desk = try Desk(.says(long), limit: .tokens(503))
    defer { desk.remove() }
    let events = try await desk.call()
    #expect(desk.model.requests.map(\.maxOutputTokens) == [500])
    #expect(
      events == [
        .text(long),
        .finished(
          Completion(
            ending: .truncated, model: nil,
            usage: Usage(input: 3, cached: 0, output: 1_000, estimated: true),
            detail: "the budget leaves 500 tokens for this answer")),
      ])
    #expect(
      try desk.rows()
        == [Self.row("stopped", input: 3, output: 1_000, cost: 2003, estimated: true)])
    // Nothing is left for another.
    await #expect(
      throws: LimitReached(
        "Paused: the budget is reached. 1003 tokens of it are used, and the next request needs about "
          + "3 tokens before any answer.\nGo on with words.")
    ) { try await desk.call() }
    #expect(desk.model.requests.count == 1)
  }

  @Test(arguments: [
    (
      SpendingLimit.Amount.dollars(2),
      "Paused: the budget is reached. $0.0000 of it are used, and the next request needs about "
        + "$3.0000 before any answer.\nGo on with words."
    ),
    (
      .tokens(100),
      "Paused: the budget is reached. 0 tokens of it are used, and the next request needs about "
        + "3 tokens before any answer.\nGo on with words."
    ),
    (
      .seconds(0.5),
      "Paused: the budget is reached. 0 seconds of it are used, and the next request needs time."
        + "\nGo on with words."
    ),
  ])
  func aCallThatDoesNotFitIsNotMade(limit: SpendingLimit.Amount, message: String) async throws {
    let desk = try Desk(.says("hello"), limit: limit)
    defer { desk.remove() }
    await #expect(throws: LimitReached(message)) { try await desk.call() }
    #expect(desk.model.requests.isEmpty)
    #expect(try desk.rows() == [])
  }

  /// The dearest way that the input can be read, and the longest answer that is usual.
  @Test(
    arguments: [
      ("test/priced", 1_000, 3, 2), ("nobody/knows-this", 32_000, nil, nil),
    ] as [(String, Int, Double?, Double?)])
  func estimatesACall(model: String, output: Int, input: Double?, token: Double?) throws {
    let desk = try Desk(.isSilent)
    defer { desk.remove() }
    let request = ModelRequest(system: "123", messages: [Message(role: .user, text: "123456")])
    #expect(
      desk.meter.estimate(request, model: model)
        == CallEstimate(
          app: "a-0001", model: model, purpose: .ask, inputTokens: 3, outputTokens: output,
          inputUSD: input, outputTokenUSD: token, seconds: 60))
  }

  /// The model that answered is charged; no tokens cost nothing, whoever the model is.
  @Test func knowsWhatUsageCosts() throws {
    let desk = try Desk(.isSilent)
    defer { desk.remove() }
    let usage = Usage(input: 1_000_000, cached: 500_000, output: 10_000)
    #expect(desk.meter.cost(of: usage, model: "test/priced") == 770_000)
    #expect(desk.meter.cost(of: usage, model: "nobody/knows", answering: "test/priced") == 770_000)
    #expect(desk.meter.cost(of: usage, model: "test/priced", answering: "nobody/knows") == 770_000)
    #expect(desk.meter.cost(of: usage, model: "nobody/knows") == nil)
    #expect(desk.meter.cost(of: .zero, model: "nobody/knows") == 0)
  }
}
