import Catalog
import Foundation
import TestSupport
import Testing

@Suite struct DamageTests {
  private func write(_ bytes: [UInt8], to path: String) throws {
    let file = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  @Test func aFileThatIsNoDatabaseIsSetAside() throws {
    let folder = try TemporaryFolder()
    let garbage = Array(String(repeating: "not a database ", count: 500).utf8)
    for number in 1...2 {
      try write(garbage, to: folder.catalog)
      let catalog = try Catalog(path: folder.catalog)
      let expected = "\(folder.catalog).damaged-\(number)"
      #expect(catalog.setAside == expected)
      #expect(try Data(contentsOf: URL(fileURLWithPath: expected)) == Data(garbage))
      try catalog.insert(app("a-0001"))
      #expect(try Catalog(path: folder.catalog).all() == [app("a-0001")])
      try FileManager.default.removeItem(atPath: folder.catalog)
      for suffix in ["-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: folder.catalog + suffix)
      }
    }
  }

  @Test func oneOverwrittenPageIsNoticed() throws {
    let folder = try TemporaryFolder()
    do {
      let catalog = try Catalog(path: folder.catalog)
      for number in 1000..<1200 { try catalog.insert(app("a-\(number)")) }
    }
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.catalog)))
    try #require(bytes.count > 5 * 4_096)
    for place in (bytes.count - 4_096)..<bytes.count {
      bytes[place] = UInt8(truncatingIfNeeded: place)
    }
    try write(bytes, to: folder.catalog)
    let catalog = try Catalog(path: folder.catalog)
    #expect(catalog.setAside == folder.catalog + ".damaged-1")
    #expect(try catalog.all() == [])
  }

  @Test func anEmptyFileIsANewCatalog() throws {
    let folder = try TemporaryFolder()
    try write([], to: folder.catalog)
    let catalog = try Catalog(path: folder.catalog)
    #expect(catalog.setAside == nil)
    #expect(try catalog.all() == [])
  }

  @Test func aPlaceThatCannotBeOpenedSaysSo() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.catalog, withIntermediateDirectories: true)
    let error = try #require(throws: CatalogError.self) { try Catalog(path: folder.catalog) }
    #expect(error.reason == .other)
    #expect(error.operation == "open the catalog")
    #expect(error.path == folder.catalog)

    try write([], to: folder.path + "/file")
    #expect(throws: CatalogError.self) { try Catalog(path: folder.path + "/file/catalog.sqlite") }
  }
}
