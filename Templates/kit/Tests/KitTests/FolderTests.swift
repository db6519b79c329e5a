import Foundation
import Testing

@testable import Kit

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

@Test func findsWhatAFolderHolds() throws {
  try withFolder(["b.TXT": "12", "a/c.tar.gz": "", ".hidden": "", "a/.x/y": ""]) { folder in
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/link", withDestinationPath: "\(folder)/b.TXT")
    let found = try contents(of: folder)
    #expect(found.map(\.path) == ["a", "a/c.tar.gz", "b.TXT"].map { "\(folder)/\($0)" })
    #expect(found.map(\.kind) == ["", "gz", "txt"])
    #expect(found.map(\.size) == [0, 0, 2])
    #expect(found.map(\.isFolder) == [true, false, false])
    #expect(try contents(of: folder, deep: false).map(\.name) == ["a", "b.TXT"])
    #expect(try contents(of: folder, hidden: true).count == 6)
  }
}

@Test func saysWhatCannotBeRead() throws {
  try withFolder(["f": "text", "g": ""]) { folder in
    #expect(throws: InputError("there is no folder '\(folder)/x'")) {
      try contents(of: "\(folder)/x")
    }
    #expect(throws: InputError("'\(folder)/f' is a file, not a folder")) {
      try contents(of: "\(folder)/f")
    }
    #expect(throws: InputError("there is no file '\(folder)/x'")) { try readText("\(folder)/x") }
    #expect(throws: InputError("'\(folder)' is a folder, not a file")) { try readText(folder) }
    #expect(try readText("\(folder)/f") == "text")
    #expect(try readText("\(folder)/g").isEmpty)
    try Data([0xFF, 0xFE]).write(to: URL(fileURLWithPath: "\(folder)/g"))
    #expect(throws: InputError("\(folder)/g is not text in UTF-8")) { try readText("\(folder)/g") }
    #expect(try readAll("\(folder)/g") == [0xFF, 0xFE])
  }
}
