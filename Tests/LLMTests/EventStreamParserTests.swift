import Testing

@testable import LLM

@Suite struct EventStreamParserTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var stream: String
    var events: [ServerSentEvent]
    var testDescription: String { name }

    init(_ name: String, _ stream: String, _ events: ServerSentEvent...) {
      self.name = name
      self.stream = stream
      self.events = events
    }
  }

  static func event(_ data: String, name: String? = nil, id: String? = nil) -> ServerSentEvent {
    ServerSentEvent(name: name, data: data, id: id)
  }

  static let cases: [Case] = [
    Case("one event", "data: a\n\n", event("a")),
    Case("a name", "event: tick\ndata: a\n\ndata: b\n\n", event("a", name: "tick"), event("b")),
    Case("no space after the colon", "data:a\nevent:e\n\n", event("a", name: "e")),
    Case("only one space is dropped", "data:  a \n\n", event(" a ")),
    Case("a tab is no space", "data:\ta\n\n", event("\ta")),
    Case("lines are joined", "data: a\ndata\ndata: b\n\n", event("a\n\nb")),
    Case("CRLF", "event: e\r\ndata: a\r\n\r\ndata: b\r\n\r\n", event("a", name: "e"), event("b")),
    Case("CR", "data: a\r\rdata: b\r\r", event("a"), event("b")),
    Case("all line ends", "data: a\r\ndata: b\rdata: c\n\r\n", event("a\nb\nc")),
    Case("CR then LF is one line end", "data: a\r\ndata: b\r\n\r\n", event("a\nb")),
    Case(
      "other separators end no line", "data: a\u{2028}b\u{2029}c\u{85}d\u{0B}e\u{0C}f\n\n",
      event("a\u{2028}b\u{2029}c\u{85}d\u{0B}e\u{0C}f")),
    Case("a comment", ": ping\n\n:\ndata: a\n: x\n\n", event("a")),
    Case("a byte order mark", "\u{FEFF}data: a\n\n", event("a")),
    Case("a second byte order mark", "\u{FEFF}\u{FEFF}data: a\n\ndata: b\n\n", event("b")),
    Case("a field without a colon", "data\n\nevent\ndata: a\n\n", event(""), event("a")),
    Case("an event without data", "event: e\n\ndata: a\n\n", event("a")),
    Case("unknown fields", "retry: 5\nfoo: bar\n data: x\nDATA: y\ndata: a\n\n", event("a")),
    Case(
      "ids last", "id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n",
      event("a", id: "1"), event("b", id: "1"), event("c", id: "")),
    Case("an id with a null is ignored", "id: 1\u{0}2\ndata: a\n\n", event("a")),
    Case("an open event is dropped", "data: a\n\ndata: b\n", event("a")),
    Case("an open line is dropped", "data: a\n\ndata: b", event("a")),
    Case("colons in the value", "data: a: b:c\n\n", event("a: b:c")),
    Case("text beyond ASCII", "event: ü\ndata: 👩‍👩‍👧 日本\n\n", event("👩‍👩‍👧 日本", name: "ü")),
    Case("blank lines only", "\n\r\n\r\r\n\n"),
  ]

  @Test(arguments: cases)
  func everyChunking(_ sample: Case) {
    let bytes = Array(sample.stream.utf8)
    for size in 1...bytes.count {
      var parser = EventStreamParser()
      var events: [ServerSentEvent] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        events += parser.take(bytes[start..<min(start + size, bytes.count)])
      }
      #expect(events == sample.events, "in pieces of \(size) bytes")
    }
    for cut in 0...bytes.count {
      var parser = EventStreamParser()
      let events = parser.take(bytes[..<cut]) + parser.take([UInt8]()) + parser.take(bytes[cut...])
      #expect(events == sample.events, "cut at \(cut)")
    }
  }

  @Test func invalidBytesAreReplaced() {
    var parser = EventStreamParser()
    let events = parser.take(Array("data: a".utf8) + [0xFF] + Array("b\n\n".utf8))
    #expect(events == [Self.event("a\u{FFFD}b")])
  }

  /// One event of megabytes, a byte at a time, would never end were each byte looked at again.
  @Test func aLongEventTakesLinearTime() {
    var parser = EventStreamParser()
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 7)
    var events = parser.take(Array("data: ".utf8))
    for _ in 0..<300_000 { events += parser.take(piece) }
    events += parser.take(Array("\n\n".utf8))
    #expect(events.map(\.data.utf8.count) == [2_100_000])
  }
}
