import Foundation
import Testing

@testable import AppCore

/// A path in the temporary folder that no other test uses.
private func freshPath() -> String {
  FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).json").path
}

@Test func startsEmptyAndRemembers() throws {
  let path = freshPath()
  defer { try? FileManager.default.removeItem(atPath: path) }
  let file = JSONFile(path: path, empty: [String]())
  #expect(try file.load() == [])
  try file.save(["milk"])
  #expect(try file.load() == ["milk"])
}

@Test func refusesADamagedFile() throws {
  let path = freshPath()
  defer { try? FileManager.default.removeItem(atPath: path) }
  try Data("{ not json".utf8).write(to: URL(fileURLWithPath: path))
  #expect(throws: FileError.self) { try JSONFile(path: path, empty: 0).load() }
}
