import Testing

@testable import Replies
@testable import Workspace

@Suite struct ReplyEventTests {
  @Test func tellsWhichFileIsWritten() {
    let reply = """
      Here it is:

      **Sources/App/main.swift**
      ```swift
      print(1)
      print(2)
      ```

      DELETE: x.txt
      """
    let read = reading([Array(reply.utf8)[...]], about: FileTree(), ending: .complete)
    let path = "Sources/App/main.swift"
    #expect(
      read.events == [
        .fileBegan(path: path), .fileProgress(path: path, lines: 1),
        .fileProgress(path: path, lines: 2), .fileCompleted(path: path, lines: 2),
      ])
  }

  @Test func aFileIsCompleteAsSoonAsItsFenceCloses() {
    var reader = ReplyReader(tree: FileTree())
    #expect(reader.feed("a.txt\n```\nx\n".utf8).last == .fileProgress(path: "a.txt", lines: 1))
    #expect(reader.feed("``".utf8) == [])
    #expect(reader.feed("`\n".utf8) == [.fileCompleted(path: "a.txt", lines: 1)])
  }

  @Test func followsBlocksPatchesAndActions() {
    let reply = """
      a.txt
      ```
      <<<<<<< SEARCH
      1
      =======
      2
      >>>>>>> REPLACE
      ```
      *** Begin Patch
      *** Update File: b.txt
      @@
      -1
      +2
      *** End Patch
      <boltArtifact id="x">
      <boltAction type="file" filePath="c.txt">
      3
      </boltAction>
      </boltArtifact>

      """
    let read = reading([Array(reply.utf8)[...]], about: FileTree(), ending: .complete)
    let ends = read.events.filter {
      if case .fileProgress = $0 { false } else { true }
    }
    #expect(
      ends == [
        .fileBegan(path: "a.txt"), .fileCompleted(path: "a.txt", lines: 3),
        .fileBegan(path: "b.txt"), .fileCompleted(path: "b.txt", lines: 3),
        .fileBegan(path: "c.txt"), .fileCompleted(path: "c.txt", lines: 1),
      ])
  }
}
