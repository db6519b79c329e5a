import Catalog
import Foundation
import TestSupport
import Testing

@Suite struct CatalogTests {
  private static let full = AppRecord(
    id: "csv-sum-7f3a", name: "csv-sum", isNamed: true, summary: "Sums one column",
    description: "Sum a column.\nPlease – 'quoted' \"text\"; DROP TABLE app", template: "filter",
    model: "anthropic/some-model", state: .verified, isKept: true, trashedAt: noon,
    createdAt: noon, updatedAt: noon.addingTimeInterval(60.125),
    expiresAt: noon.addingTimeInterval(3_600), head: String(repeating: "ab", count: 20),
    iterations: 3, inputTokens: 12_000, cachedTokens: 8_000, outputTokens: 900, costUSD: 0.0123,
    installedAs: "/home/ü/bin/csv-sum", isTool: true)

  @Test func whatIsInsertedIsReadBack() throws {
    let folder = try TemporaryFolder()
    let catalog = try Catalog(path: folder.catalog)
    #expect(catalog.setAside == nil)
    let plain = app("plain-0001", age: 60)
    try catalog.insert(Self.full)
    try catalog.insert(plain)
    #expect(try catalog.all(includingTrash: true) == [Self.full, plain])
    #expect(try Catalog(path: folder.catalog).all(includingTrash: true) == [Self.full, plain])
    #expect(try catalog.all() == [plain])
  }

  @Test func theNewestComesFirst() throws {
    let folder = try TemporaryFolder()
    let catalog = try Catalog(path: folder.catalog)
    #expect(try catalog.all().first == nil)
    for record in [
      app("b-0002", age: 10), app("d-0004"), app("e-0005"), app("a-0001", age: 20),
      app("t-0006", age: -5, trashed: true),
    ] {
      try catalog.insert(record)
    }
    #expect(try catalog.all().map(\.id) == ["e-0005", "d-0004", "b-0002", "a-0001"])
    #expect(try catalog.all().first?.id == "e-0005")
    #expect(try catalog.find(nil) == .found(app("e-0005")))
  }

  @Test func anUpdateChangesWhatIsThere() throws {
    let folder = try TemporaryFolder()
    let catalog = try Catalog(path: folder.catalog)
    try catalog.insert(app("a-0001"))
    let changed = try catalog.update(id: "a-0001") {
      $0.state = .failing
      $0.iterations += 2
      $0.costUSD = 0.5
    }
    var expected = app("a-0001")
    expected.state = .failing
    expected.iterations = 2
    expected.costUSD = 0.5
    #expect(changed == expected)
    #expect(try catalog.all() == [expected])
    let missing = try #require(throws: CatalogError.self) {
      try catalog.update(id: "b-0002") { $0.iterations = 1 }
    }
    #expect(missing.reason == .notFound)
    #expect(throws: CatalogError.self) {
      try catalog.update(id: "a-0001") { $0 = app("c-0003") }
    }
    #expect(try catalog.all() == [expected])
  }

  @Test func removingForgetsTheAppAndNotTheMoney() throws {
    let folder = try TemporaryFolder()
    let catalog = try Catalog(path: folder.catalog)
    try catalog.insert(app("a-0001"))
    try catalog.record(
      call: LedgerEntry(
        app: "a-0001", at: noon, model: "m", purpose: .write, inputTokens: 1, outputTokens: 1,
        costUSD: 1, seconds: 1, outcome: "complete"))
    #expect(try catalog.remove(id: "a-0001"))
    #expect(try !catalog.remove(id: "a-0001"))
    #expect(try catalog.all() == [])
    #expect(try catalog.spending().total.costUSD == 1)
  }

  @Test(arguments: [
    (AppRecord.State.verified, false, false, AppRecord.Status.verified),
    (.failing, true, false, .kept), (.verified, true, true, .trashed),
    (.draft, false, false, .draft),
    (.failing, false, false, .failing),
  ])
  func theStatusIsTheStrongestFact(
    state: AppRecord.State, isKept: Bool, trashed: Bool, status: AppRecord.Status
  ) {
    var record = app("a-0001", trashed: trashed)
    record.state = state
    record.isKept = isKept
    #expect(record.status == status)
  }

  @Test func keptAppsNeverExpire() {
    var record = app("a-0001")
    #expect(!record.isExpired(at: .distantFuture))
    record.expiresAt = noon
    #expect(record.isExpired(at: noon))
    #expect(!record.isExpired(at: noon.addingTimeInterval(-1)))
    record.isKept = true
    #expect(!record.isExpired(at: .distantFuture))
  }
}
