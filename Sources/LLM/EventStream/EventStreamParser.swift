/// One event of a `text/event-stream`.
struct ServerSentEvent: Sendable, Equatable {
  /// The `event` field, nil if none or an empty one was given.
  var name: String?
  /// The `data` lines, joined with line feeds.
  var data: String
  /// The last `id` field of the stream so far.
  var id: String?
}

/// Reads a `text/event-stream` by the rules of the WHATWG HTML standard, section 9.2.6.
///
///     stream  = [ BOM ] *( comment / field / end )
///     event   = 1*( comment / field ) end          ; an empty line dispatches
///     field   = name [ ":" [ SPACE ] value ] end
///     end     = CR LF / LF / CR
///
/// It works on bytes: `"\r\n"` is one `Character` in Swift, and U+2028 ends no line here. Each byte
/// is looked at once, so an event of many megabytes takes linear time.
struct EventStreamParser {
  private var line: [UInt8] = []
  private var name = ""
  private var data: [UInt8] = []
  private var hasData = false
  private var id: String?
  private var endedWithCarriageReturn = false
  private var isFirstLine = true
  /// Collects JSON objects that stand between events; nil if they are passed over, as the
  /// standard has it.
  private var stray: StrayObject?

  /// A parser by the standard or, with `collectingObjects`, one that also hands on JSON objects
  /// between events as events of their own.
  init(collectingObjects: Bool = false) {
    if collectingObjects { stray = StrayObject() }
  }

  /// Bytes that are held until their event is whole.
  var pending: Int { line.count + data.count + (stray?.pending ?? 0) }

  /// Takes the next bytes, cut anywhere; returns the events that they complete.
  mutating func take(_ bytes: some Collection<UInt8>) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    var rest = bytes[...]
    if endedWithCarriageReturn, let first = rest.first {
      endedWithCarriageReturn = false
      if first == .lineFeed { rest = rest.dropFirst() }
    }
    while let end = rest.firstIndex(where: { $0 == .lineFeed || $0 == .carriageReturn }) {
      line.append(contentsOf: rest[..<end])
      if let event = takeLine() { events.append(event) }
      let isReturn = rest[end] == .carriageReturn
      rest = rest[rest.index(after: end)...]
      guard isReturn else { continue }
      if rest.isEmpty {
        endedWithCarriageReturn = true
      } else if rest.first == .lineFeed {
        rest = rest.dropFirst()
      }
    }
    line.append(contentsOf: rest)
    return events
  }

  private mutating func takeLine() -> ServerSentEvent? {
    defer { line.removeAll(keepingCapacity: true) }
    var bytes = line[...]
    if isFirstLine {
      isFirstLine = false
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    }
    if let isStray = stray?.wants(bytes) {
      if isStray {
        return stray?.take(bytes).map { ServerSentEvent(name: nil, data: $0, id: id) }
      }
      stray = StrayObject()
    }
    if bytes.isEmpty { return dispatch() }
    let colon = bytes.firstIndex(of: .colon)
    let field = bytes[..<(colon ?? bytes.endIndex)]
    var value = colon.map { bytes[($0 + 1)...] } ?? []
    if value.first == .space { value = value.dropFirst() }
    if field.elementsEqual("data".utf8) {
      if hasData { data.append(.lineFeed) }
      data.append(contentsOf: value)
      hasData = true
    } else if field.elementsEqual("event".utf8) {
      name = String(decoding: value, as: UTF8.self)
    } else if field.elementsEqual("id".utf8), !value.contains(0) {
      id = String(decoding: value, as: UTF8.self)
    }
    return nil
  }

  /// Ends the event; one without any data line is dropped.
  private mutating func dispatch() -> ServerSentEvent? {
    defer {
      name = ""
      data.removeAll(keepingCapacity: true)
      hasData = false
    }
    guard hasData else { return nil }
    return ServerSentEvent(
      name: name.isEmpty ? nil : name, data: String(decoding: data, as: UTF8.self), id: id)
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let colon = UInt8(ascii: ":")
  static let space = UInt8(ascii: " ")
}
