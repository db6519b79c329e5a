/// Tells what the body of a successful answer is by its first byte, and reads it so.
///
/// Servers answer with one JSON object although a stream was asked for, send a stream under another
/// content type, and proxies put HTML in between: what was asked or announced proves nothing.
struct AnswerBody {
  enum Item: Equatable {
    case event(ServerSentEvent)
    /// The whole body, at its end.
    case json(String)
    /// A web page, at its end.
    case page(String)
  }

  private enum Kind {
    case unknown
    case stream
    case json
    case page
  }

  private var kind = Kind.unknown
  private var collected: [UInt8] = []
  private var parser = EventStreamParser()

  /// Takes the next bytes; returns the events that they complete.
  mutating func take(_ bytes: [UInt8]) -> [Item] {
    switch kind {
    case .stream:
      return parser.take(bytes).map(Item.event)
    case .json, .page:
      collected += bytes
      return []
    case .unknown:
      collected += bytes
      guard let first = collected.first(where: { !Self.skipped.contains($0) }) else { return [] }
      kind =
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["): .json
        case UInt8(ascii: "<"): .page
        default: .stream
        }
      guard kind == .stream else { return [] }
      defer { collected = [] }
      return parser.take(collected).map(Item.event)
    }
  }

  /// What the end of the body completes.
  mutating func end() -> Item? {
    let text = String(decoding: collected, as: UTF8.self)
    return switch kind {
    case .json: .json(text)
    case .page: .page(text)
    case .stream, .unknown: nil
    }
  }

  /// White space, and the bytes of a byte order mark.
  private static let skipped: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
}
