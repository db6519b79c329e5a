import Foundation
import Testing

/// Every reader keeps its promises for the seeds that `make fuzz` begins with.
@Suite struct SeedTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Seeds")

  private static let seeds: [(reader: String, file: String)] = {
    let manager = FileManager.default
    let readers = (try? manager.contentsOfDirectory(atPath: folder.path)) ?? []
    return readers.sorted().flatMap { reader in
      let files = (try? manager.contentsOfDirectory(atPath: "\(folder.path)/\(reader)")) ?? []
      return files.sorted().map { (reader, $0) }
    }
  }()

  @Test func thereAreSeeds() {
    #expect(Set(Self.seeds.map(\.reader)).isSubset(of: Reader.all.map(\.name)))
    #expect(Self.seeds.count >= 20)
  }

  @Test(arguments: seeds) func keepsItsPromises(reader: String, file: String) throws {
    let reader = try #require(Reader.all.first { $0.name == reader })
    let bytes = try Data(
      contentsOf: Self.folder.appending(path: "\(reader.name)/\(file)"))
    #expect(reader.brokenPromise([UInt8](bytes)) == nil)
  }

  /// Nothing is expected of them but that they come to an end.
  @Test(arguments: Reader.all.map(\.name), ["", "\0", "\u{FEFF}", "\r", "\u{10FFFF}\n"])
  func almostNothingIsRead(reader: String, text: String) throws {
    let reader = try #require(Reader.all.first { $0.name == reader })
    #expect(reader.brokenPromise(Array(text.utf8)) == nil)
  }
}
