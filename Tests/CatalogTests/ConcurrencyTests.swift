import Catalog
import Foundation
import TestSupport
import Testing

@Suite struct ConcurrencyTests {
  @Test func twoConnectionsSeeEachOther() throws {
    let folder = try TemporaryFolder()
    let first = try Catalog(path: folder.catalog)
    let second = try Catalog(path: folder.catalog)
    try first.insert(app("a-0001"))
    #expect(try second.all().first == app("a-0001"))
    try second.update(id: "a-0001") { $0.iterations += 1 }
    try first.update(id: "a-0001") { $0.iterations += 1 }
    #expect(try second.all().first?.iterations == 2)
  }

  @Test func nothingIsLostWhenManyOpenAndWriteAtOnce() async throws {
    let folder = try TemporaryFolder()
    let path = folder.catalog
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          let catalog = try Catalog(path: path)
          if writer == 0 { try catalog.insert(app("shared-0000")) }
          for call in 0..<10 {
            try catalog.record(
              call: LedgerEntry(
                app: "a", at: noon, model: "m\(writer)", purpose: .write, inputTokens: call,
                outputTokens: 1, costUSD: nil, seconds: 0, outcome: "complete"))
          }
        }
      }
      try await group.waitForAll()
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let catalog = try Catalog(path: path)
          for _ in 0..<10 { try catalog.update(id: "shared-0000") { $0.iterations += 1 } }
        }
      }
      try await group.waitForAll()
    }
    let catalog = try Catalog(path: path)
    #expect(try catalog.all().first?.iterations == 40)
    #expect(
      try catalog.spending().total
        == Spending.Sum(
          calls: 80, inputTokens: 8 * 45, outputTokens: 80, unpricedCalls: 80))
    #expect(catalog.setAside == nil)
  }
}
