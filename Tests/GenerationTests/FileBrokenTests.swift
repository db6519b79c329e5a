import Testing
import Workspace

@testable import Events
@testable import Generation

/// Which files of a reply are known to be broken before it ends.
@Suite struct FileBrokenTests {
  /// What is said of a file that has just closed.
  private func broken(
    _ path: String, in reply: String, after piece: String? = nil
  ) throws -> FileBroken? {
    var tree = FileTree()
    tree[try SafePath("Sources/App/old.swift")] = Array("let a = 1\nlet b = 2\n".utf8)
    var assembly = ReplyAssembly(tree: tree)
    if let piece { assembly.add(piece, isCut: true) }
    assembly.add(reply, isCut: true)
    return FileBroken(path, in: assembly.reply.edits)
  }

  private func block(_ path: String, _ text: String) -> String {
    "\(path)\n```swift\n\(text)\n```\n\n"
  }

  @Test(arguments: [
    ("let a = 1", nil), ("let = 1", 1), ("struct A {\n  func f() {\n}\n", 3),
    ("let a = 1\nlet b = (2 +\n", 2), ("let text = \"no end\nlet b = 1", 1),
    ("import Foundation\n\nfunc f() -> Int }\n", 3),
    // What only the compiler knows is for the check.
    ("let a: Int = \"\"", nil),
  ])
  func whatTheParserSees(text: String, line: Int?) throws {
    let reply = block("Sources/App/a.swift", text) + "Sources/App/b.swift\n```swift\nlet b"
    #expect(try broken("Sources/App/a.swift", in: reply)?.line == line)
  }

  @Test func onlyWholeSwiftFiles() throws {
    #expect(try broken("notes.txt", in: block("notes.txt", "let = 1")) == nil)
    // Later blocks may mend what the first ones leave.
    let blocks =
      "Sources/App/old.swift\n<<<<<<< SEARCH\nlet a = 1\n=======\nlet = 1\n>>>>>>> REPLACE\n"
    #expect(try broken("Sources/App/old.swift", in: blocks) == nil)
  }

  @Test func aFileThatWasCutIsReadWhole() throws {
    let first = "Sources/App/a.swift\n```swift\nfunc f() {\n  print(1)\n  print(2)\n"
    let rest = "  print(1)\n  print(2)\n}\n```\n"
    #expect(try broken("Sources/App/a.swift", in: rest, after: first) == nil)
  }
}
