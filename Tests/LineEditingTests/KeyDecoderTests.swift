import Testing

@testable import LineEditing

/// Bytes → keys, whatever the terminal cuts them into.
@Suite struct KeyDecoderTests {
  static let cases: [(bytes: String, keys: [Key])] = [
    ("a", [.text("a")]),
    ("größe 語 👩‍👧", [.text("größe 語 👩‍👧")]),
    ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]),
    ("\u{7F}\u{8}", [.backspace, .backspace]),
    ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]),
    ("\u{1B}OA\u{1B}OH\u{1B}OF", [.up, .home, .end]),
    (
      "\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~",
      [.home, .end, .home, .end, .home, .end]
    ),
    ("\u{1B}[3~\u{1B}[3;5~", [.delete, .deleteWordRight]),
    ("\u{1B}[1;5C\u{1B}[1;3D\u{1B}b\u{1B}f", [.wordRight, .wordLeft, .wordLeft, .wordRight]),
    ("\u{1B}[1;2C", [.right]),
    ("\u{1B}\u{7F}\u{1B}d\u{1B}\r", [.deleteWordLeft, .deleteWordRight, .newline]),
    ("\u{1}\u{2}\u{5}\u{6}", [.home, .left, .end, .right]),
    (
      "\u{10}\u{E}\u{B}\u{15}\u{17}\u{19}",
      [
        .up, .down, .deleteToEnd, .deleteToStart, .deleteWordLeft, .yank,
      ]
    ),
    ("\u{3}\u{4}\u{1A}\u{C}", [.interrupt, .endOfInput, .suspend, .clearScreen]),
    // What is not known is left out, whole.
    ("\u{1B}[5~\u{1B}[15;2~\u{1B}[Ix\u{1B}[200x\u{0}", [.text("x")]),
    ("\u{1B}[200~a\r\nb\rc\u{1B}[A\u{1B}[201~d", [.paste("a\nb\nc\u{1B}[A"), .text("d")]),
    ("\u{1B}\u{1B}[A", [.escape, .up]),
  ]

  @Test(arguments: cases.indices) func keys(index: Int) {
    let (bytes, keys) = Self.cases[index]
    var decoder = KeyDecoder()
    let read = decoder.feed(bytes.utf8)
    #expect(read == keys)
    #expect(!decoder.isInSequence)
    // One byte at a time it is the same, but for letters coming one by one.
    var slow = KeyDecoder()
    let pieces = bytes.utf8.flatMap { slow.feed([$0]) }
    var joined: [Key] = []
    for key in pieces {
      if case .text(let new) = key, case .text(let last)? = joined.last {
        joined[joined.count - 1] = .text(last + new)
      } else {
        joined.append(key)
      }
    }
    #expect(joined == keys)
  }

  @Test func brokenLettersAreLeftOut() {
    var decoder = KeyDecoder()
    let keys = decoder.feed([0xC3, 0x61, 0x80, 0xFF, 0xE2, 0x82, 0x62])
    #expect(keys == [.text("ab")])
  }

  @Test func anEscapeAlone() {
    var decoder = KeyDecoder()
    var keys = decoder.feed([0x1B])
    #expect(keys == [] && decoder.isInSequence)
    keys = decoder.flush()
    #expect(keys == [.escape])
    keys = decoder.feed("\u{1B}[".utf8) + decoder.flush() + decoder.feed("a".utf8)
    #expect(keys == [.text("a")])
  }

  @Test func anEndlessSequenceEnds() {
    var decoder = KeyDecoder()
    let keys = decoder.feed(("\u{1B}[" + String(repeating: "1", count: 40)).utf8)
    #expect(keys == [.text("111111111")] && !decoder.isInSequence)
  }
}
