/// How an API cuts a streamed answer into pieces.
enum Framing: Sendable {
  /// `text/event-stream`.
  case events
  /// One JSON object a line, `application/x-ndjson`.
  case lines
}

/// Tells what the body of a successful answer is by its first byte, and reads it so.
///
/// Servers answer with one JSON object although a stream was asked for, send a stream under another
/// content type, and proxies put HTML in between: what was asked or announced proves nothing.
struct AnswerBody {
  enum Item: Equatable {
    /// One event, or one line.
    case event(ServerSentEvent)
    /// The whole body, at its end.
    case json(String)
    /// A web page, at its end.
    case page(String)
  }

  private enum Kind {
    case unknown
    case stream
    case lines
    case json
    case page
  }

  /// How an answer that begins like a JSON object is cut.
  private let framing: Framing
  private var kind = Kind.unknown
  private var collected: [UInt8] = []
  private var parser = EventStreamParser(collectingObjects: true)

  init(_ framing: Framing = .events) { self.framing = framing }

  /// Bytes that are held until what they belong to is whole.
  var pending: Int { collected.count + parser.pending }

  /// Takes the next bytes; returns the events that they complete.
  mutating func take(_ bytes: [UInt8]) -> [Item] {
    switch kind {
    case .stream:
      return parser.take(bytes).map(Item.event)
    case .lines:
      return takeLines(bytes)
    case .json, .page:
      collected += bytes
      return []
    case .unknown:
      collected += bytes
      guard let first = collected.first(where: { !Self.skipped.contains($0) }) else { return [] }
      kind =
        switch first {
        case UInt8(ascii: "{"): framing == .lines ? .lines : .json
        case UInt8(ascii: "["): .json
        case UInt8(ascii: "<"): .page
        default: .stream
        }
      guard kind == .stream || kind == .lines else { return [] }
      let beginning = collected
      collected = []
      return kind == .stream
        ? parser.take(beginning).map(Item.event)
        : takeLines(Array(beginning.drop { Self.skipped.contains($0) }))
    }
  }

  /// What the end of the body completes.
  mutating func end() -> Item? {
    let text = String(decoding: collected, as: UTF8.self)
    return switch kind {
    case .json: .json(text)
    case .page: .page(text)
    case .lines: Self.line(collected).map(Item.event)
    case .stream, .unknown: nil
    }
  }

  private mutating func takeLines(_ bytes: [UInt8]) -> [Item] {
    var items: [Item] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: .lineFeed) {
      collected += rest[..<end]
      rest = rest[(end + 1)...]
      if let event = Self.line(collected) { items.append(.event(event)) }
      collected.removeAll(keepingCapacity: true)
    }
    collected += rest
    return items
  }

  /// One line as an event; nil for a blank one.
  private static func line(_ bytes: [UInt8]) -> ServerSentEvent? {
    guard bytes.contains(where: { !skipped.contains($0) }) else { return nil }
    return ServerSentEvent(name: nil, data: String(decoding: bytes, as: UTF8.self), id: nil)
  }

  /// White space, and the bytes of a byte order mark.
  private static let skipped: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
}
