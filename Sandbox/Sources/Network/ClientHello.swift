/// What the first message of a TLS connection says about the server it is for.
struct ClientHello: Equatable {
  /// The name in its `server_name`; nil if it has none.
  var serverName: String?
  /// Whether it carries another, encrypted hello (or what looks like one): the name is then perhaps not
  /// the one that counts.
  var hasEncryptedHello: Bool

  enum Reading: Equatable {
    /// So far it may be one.
    case incomplete
    /// With the bytes of its records.
    case whole(ClientHello, bytes: Int)
    /// The connection does not begin as TLS does.
    case none
    /// It begins as TLS does, but is none, or could be read in two ways.
    case malformed
  }

  /// The longest message that is waited for, in bytes.
  static let longest = 16 << 10

  /// Reads the beginning of what a client sends; the message may be spread over any number of records.
  static func read(_ bytes: [UInt8]) -> Reading {
    var message: [UInt8] = []
    var records = Fields(bytes[...])
    while true {
      guard let type = records.number(1) else { return .incomplete }
      guard type == recordType else { return message.isEmpty ? .none : .malformed }
      guard let major = records.number(1) else { return .incomplete }
      guard major == 3 else { return message.isEmpty ? .none : .malformed }
      guard records.number(1) != nil, let length = records.number(2) else { return .incomplete }
      guard length > 0, length <= 16 << 10 else { return .malformed }
      let part = records.bytes(atMost: length)
      message += part
      if let first = message.first, first != messageType { return .malformed }
      if message.count >= 4 {
        var header = Fields(message[1...])
        let wanted = 4 + (header.number(3) ?? 0)
        guard wanted <= longest else { return .malformed }
        if message.count >= wanted {
          // Nothing else belongs into its last record: another hello could follow there.
          guard message.count == wanted, let hello = hello(Fields(message[4...])) else {
            return .malformed
          }
          return .whole(hello, bytes: bytes.count - records.rest.count)
        }
      }
      guard part.count == length else { return .incomplete }
    }
  }

  private static let recordType = 22
  private static let messageType: UInt8 = 1
  private static let serverNameType = 0
  private static let encryptedHelloType = 0xfe0d

  private static func hello(_ body: Fields) -> ClientHello? {
    var body = body
    // Version and random number, session, ciphers, compression.
    guard body.skip(2 + 32), body.vector(1) != nil, body.vector(2) != nil, body.vector(1) != nil
    else { return nil }
    var hello = ClientHello(serverName: nil, hasEncryptedHello: false)
    if body.isAtEnd { return hello }
    guard var extensions = body.vector(2), body.isAtEnd else { return nil }
    while !extensions.isAtEnd {
      guard let type = extensions.number(2), let content = extensions.vector(2) else { return nil }
      switch type {
      case serverNameType:
        guard hello.serverName == nil, let name = name(content) else { return nil }
        hello.serverName = name
      case encryptedHelloType: hello.hasEncryptedHello = true
      default: break
      }
    }
    return hello
  }

  /// The one host name of a `server_name`.
  private static func name(_ content: Fields) -> String? {
    var content = content
    guard var list = content.vector(2), content.isAtEnd, list.number(1) == 0,
      let name = list.vector(2), list.isAtEnd, !name.isAtEnd
    else { return nil }
    return String(decoding: name.rest, as: UTF8.self)
  }
}

/// Reads numbers and counted bytes from the front.
private struct Fields {
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func number(_ width: Int) -> Int? {
    guard rest.count >= width else { return nil }
    let value = rest.prefix(width).reduce(0) { $0 << 8 | Int($1) }
    rest = rest.dropFirst(width)
    return value
  }

  mutating func skip(_ count: Int) -> Bool {
    guard rest.count >= count else { return false }
    rest = rest.dropFirst(count)
    return true
  }

  mutating func bytes(atMost count: Int) -> ArraySlice<UInt8> {
    let taken = rest.prefix(count)
    rest = rest.dropFirst(count)
    return taken
  }

  /// Bytes with their count, of `width` bytes, before them.
  mutating func vector(_ width: Int) -> Fields? {
    guard let count = number(width), rest.count >= count else { return nil }
    return Fields(bytes(atMost: count))
  }
}
