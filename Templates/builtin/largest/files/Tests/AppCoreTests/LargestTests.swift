import Foundation
import Kit
import Testing

@testable import AppCore

/// What a folder holds that has files of these sizes, gone afterwards.
private func found(_ files: [String: Int]) throws -> [FoundFile] {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, size) in files {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(repeating: 0, count: size).write(to: file)
  }
  return try contents(of: folder.path)
}

@Test func theLargestComesFirst() throws {
  let files = try found(["a": 1, "b/c": 3, "d": 2])
  #expect(largest(2, of: files).map(\.name) == ["c", "d"])
}

@Test func ofEqualOnesTheFirstByPath() throws {
  #expect(largest(9, of: try found(["b": 1, "a": 1])).map(\.name) == ["a", "b"])
}

@Test func sizesAreWords() throws {
  let files = try found(["a": 1, "b": 1234])
  #expect(files.map(line(for:)).map { $0.prefix { $0 != "/" } } == ["1 byte  ", "1,234 bytes  "])
}

@Test func refusesAFolderThatIsNotThere() {
  #expect(throws: InputError("there is no folder '/nowhere'")) { try contents(of: "/nowhere") }
}
