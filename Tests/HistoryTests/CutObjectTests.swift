import Foundation
import History
import Testing
import Workspace

/// Loose objects whose files were cut, as by a power loss or a failing disk: libgit2 1.5 reads on for ever.
@Suite struct CutObjectTests {
  /// Each object of a history, cut at a few places: whoever reads it is told, others read on.
  @Test(.timeLimit(.minutes(2))) func aCutObjectIsNamed() throws {
    let fixture = try Fixture()
    let history = fixture.history
    let long = (0..<5_000).map { "line \($0 &* 7_919)\n" }.joined()
    try fixture.record(0, ["a": "0", "long": long])
    let head = try fixture.record(1, ["a": "1", "long": long])
    try fixture.unpack()
    let objects = try fixture.git("rev-list", "--objects", "--all").split(separator: "\n")
      .map { String($0.prefix(40)) }
    #expect(objects.count == 7)
    for object in objects {
      let file = "\(history.path)/objects/\(object.prefix(2))/\(object.dropFirst(2))"
      let whole = try Data(contentsOf: URL(filePath: file))
      for length in [0, 1, 2, 3, 10, whole.count / 2, whole.count - 5, whole.count - 1] {
        chmod(file, 0o644)
        try whole.prefix(length).write(to: URL(filePath: file))
        let error = #expect(throws: GitError.self, "\(object) at \(length)") { try history.pack() }
        #expect(
          error?.message == "the object \(object) is damaged: its file was cut or changed",
          "\(length)")
        // The other ways to an object; not all of them read this one.
        for read in [
          { _ = try history.log() }, { _ = try history.tree(at: head) },
          { _ = try history.diff(from: nil, to: head) },
          { _ = try history.resolve(String(object.prefix(8))) },
        ] {
          do { try read() } catch let error as GitError {
            #expect(error.message.contains(object) || error.reason == .badArgument, "\(error)")
          }
        }
      }
      try whole.write(to: URL(filePath: file))
    }
    #expect(try history.log().count == 2)
    #expect(try history.tree(at: head).text(SafePath("long")) == long)
  }

  /// A pack cut anywhere, and its index: an error, or nothing that was read from it; always an end.
  @Test(.timeLimit(.minutes(2)), arguments: ["pack", "idx"]) func aCutPackIsAnError(
    kind: String
  ) throws {
    let fixture = try Fixture()
    let history = fixture.history
    let head = try fixture.record(0, ["a": "0", "long": String(repeating: "line\n", count: 900)])
    let folder = "\(history.path)/objects/pack"
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(kind) })
    let file = URL(filePath: "\(folder)/\(name)")
    let whole = try Data(contentsOf: file)
    chmod(file.path, 0o644)
    for length in [0, 1, 12, 40, whole.count / 2, whole.count - 25, whole.count - 1] {
      try whole.prefix(length).write(to: file)
      #expect(throws: GitError.self, "\(length)") { try history.tree(at: head) }
    }
    try whole.write(to: file)
    #expect(try history.tree(at: head).paths.count == 2)
  }
}
