import Foundation
import Kit
import Testing

@testable import AppCore

/// A folder with files of these contents, gone after `body`.
private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, text) in files {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
  try body(folder.path)
}

@Test func comparesContentNotNames() throws {
  try withFolder(["a/x": "one", "b/x": "two", "c/y": "one"]) { folder in
    let found = try Duplicates.all(below: folder, least: 1)
    #expect(found == [Duplicates(size: 3, paths: ["\(folder)/a/x", "\(folder)/c/y"])])
  }
}

@Test func theLargestWasteComesFirst() throws {
  try withFolder(["a": "12", "b": "12", "c": "12", "d": "123", "e": "123"]) { folder in
    let found = try Duplicates.all(below: folder, least: 1)
    #expect(found.map(\.waste) == [4, 3])
    #expect(try Duplicates.all(below: folder, least: 3).map(\.size) == [3])
  }
}

@Test func linksAndEmptyFilesAreLeftOut() throws {
  try withFolder(["a": "1", "b": "", "c": ""]) { folder in
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/link", withDestinationPath: "\(folder)/a")
    #expect(try Duplicates.all(below: folder, least: 1).isEmpty)
  }
}

@Test func aFolderThatIsNotThereIsAnError() {
  #expect(throws: InputError.self) { try Duplicates.all(below: "/nowhere", least: 1) }
}
