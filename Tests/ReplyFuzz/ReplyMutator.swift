import TestSupport

/// Makes new replies from others: lines lost, doubled, exchanged, spliced, cut, damaged.
package struct ReplyMutator {
  private var random: Seeded
  private let corpus: [[UInt8]]

  /// - Parameters:
  ///   - corpus: Replies to take lines from.
  ///   - seed: The same seed gives the same replies.
  package init(corpus: [[UInt8]], seed: UInt64) {
    self.corpus = corpus
    random = Seeded(seed)
  }

  /// A reply that differs from `reply` in one to six ways.
  package mutating func next(_ reply: [UInt8]) -> [UInt8] {
    var lines = Self.lines(reply)
    for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&lines) }
    var bytes = Array(lines.joined(separator: CollectionOfOne(0x0A)))
    switch Int.random(in: 0..<8, using: &random) {
    case 0: bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
    case 1: bytes = bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    case 2 where !bytes.isEmpty:
      bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
    default: break
    }
    return bytes
  }

  private mutating func mutate(_ lines: inout [ArraySlice<UInt8>]) {
    let from = Int.random(in: 0...lines.count, using: &random)
    let to = min(lines.count, from + Int.random(in: 0...4, using: &random))
    switch Int.random(in: 0..<7, using: &random) {
    case 0: lines.removeSubrange(from..<to)
    case 1: lines.insert(contentsOf: lines[from..<to], at: from)
    case 2: lines.replaceSubrange(from..<to, with: lines[from..<to].reversed())
    case 3:
      let piece = replyPieces.randomElement(using: &random) ?? ""
      lines.insert(Array(piece.utf8)[...], at: from)
    case 4:
      let other = Self.lines(corpus.randomElement(using: &random) ?? [])
      let start = Int.random(in: 0...other.count, using: &random)
      let end = min(other.count, start + Int.random(in: 0...12, using: &random))
      lines.insert(contentsOf: other[start..<end], at: from)
    case 5: for index in from..<to { lines[index] = [0x20, 0x20] + lines[index] }
    default: for index in from..<to { lines[index] = lines[index].dropFirst() }
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
  }
}

/// Lines that open, divide or close something in one of the formats.
package let replyPieces: [String] = [
  "```", "```swift", "````md", "~~~", "  ```", "``````patch a.txt", "a.txt", "**a.txt**:", "b.txt",
  "<<<<<<< SEARCH", "=======", ">>>>>>> REPLACE", "------- SEARCH", "+++++++ REPLACE", "one", "two",
  "three", "", "  ", "\t", "...", "// ... rest of the code", "*** Begin Patch", "*** End Patch",
  "*** Update File: a.txt", "*** Add File: c.txt", "*** Delete File: b.txt", "*** Move to: d.txt",
  "@@", "@@ one", "@@ -1,2 +1,2 @@", "+new", "-one", " one", "--- a/a.txt", "+++ b/a.txt",
  "--- /dev/null", "+++ /dev/null", "diff --git a/a.txt b/a.txt", "rename from a.txt",
  "rename to e.txt", "<boltArtifact id=\"x\">", "<boltAction type=\"file\" filePath=\"a.txt\">",
  "</boltAction>", "</boltArtifact>", "<think>", "</think>", "{\"name\": \"write\",",
  "\"arguments\": {\"path\": \"a.txt\", \"content\": \"x\"}}", "DELETE: b.txt", "DELETE: ../x",
  "out/x.txt", "\"\"\"", "\u{FEFF}", "é", "cd sub && apply_patch <<'EOF'", "EOF",
  "\\ No newline at end of file",
]
