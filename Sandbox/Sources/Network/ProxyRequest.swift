/// The head of one request to the proxy, as read from a hostile program.
struct ProxyRequest: Equatable {
  var endpoint: Endpoint
  /// The head that is sent on before everything else; nil if a tunnel was asked for.
  var forwarded: [UInt8]?
  /// How the body that follows the head is measured.
  var body = BodyLength.bytes(0)

  /// The one length that a request declares for its body.
  enum BodyLength: Equatable {
    case bytes(Int)
    /// In pieces, each with its length before it.
    case chunked
  }

  struct Refusal: Error, Equatable {
    /// What was asked for, as far as it could be told.
    var target: String
    var reason: String
  }

  /// The longest head that is read, in bytes.
  static let longest = 16 << 10

  /// Reads a head up to and with its empty line.
  ///
  /// Strict: lines end in CR LF, and no control characters (zero bytes least of all) are in them. A
  /// request that could be read in two ways is refused.
  init(_ head: [UInt8]) throws(Refusal) {
    func refusal(_ reason: String, _ target: String = "?") -> Refusal {
      Refusal(target: target, reason: reason)
    }
    guard head.suffix(4) == [13, 10, 13, 10] else { throw refusal("the request has no end") }
    var lines: [String] = []
    var line: [UInt8] = []
    var isReturn = false
    for byte in head.dropLast(2) {
      switch (byte, isReturn) {
      case (13, false): isReturn = true
      case (10, true):
        lines.append(String(decoding: line, as: UTF8.self))
        line = []
        isReturn = false
      case (_, true): throw refusal("the request holds a bare line end")
      case (9, _), (0x20...0x7E, _), (0x80..., _): line.append(byte)
      default: throw refusal("the request holds a control character")
      }
    }
    let words = (lines.first ?? "").split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, ["HTTP/1.1", "HTTP/1.0"].contains(words[2]), Self.isToken(words[0])
    else { throw refusal("the request is not HTTP/1") }
    let target = words[1]
    guard words[0] != "CONNECT" else {
      guard let endpoint = Endpoint(authority: target) else {
        throw refusal("it is not a host and a port", String(target))
      }
      self.init(endpoint: endpoint)
      return
    }
    guard target.lowercased().hasPrefix("http://") else {
      throw refusal("only http:// is sent on; https:// needs CONNECT", String(target))
    }
    let rest = target.dropFirst("http://".count)
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    let authority = rest[..<end]
    let named = HostName(authority).map { Endpoint(host: $0, port: 80) }
    guard let endpoint = named ?? Endpoint(authority: authority) else {
      throw refusal("it is not a host and a port", String(target))
    }
    let path = rest[end...]
    self.init(endpoint: endpoint)
    let fields = lines.dropFirst()
    forwarded = try Self.forwarded(
      method: words[0], path: path.hasPrefix("/") ? String(path) : "/\(path)", fields,
      endpoint: endpoint)
    body = try Self.bodyLength(fields, endpoint: endpoint)
  }

  private init(endpoint: Endpoint) {
    self.endpoint = endpoint
  }

  /// The request as its server gets it: its own host, one request a connection.
  private static func forwarded(
    method: Substring, path: String, _ fields: ArraySlice<String>, endpoint: Endpoint
  ) throws(Refusal) -> [UInt8] {
    let host = endpoint.port == 80 ? "\(endpoint.host)" : "\(endpoint)"
    var lines = ["\(method) \(path) HTTP/1.1", "Host: \(host)", "Connection: close"]
    for field in fields {
      guard let colon = field.firstIndex(of: ":"), isToken(field[..<colon]) else {
        throw Refusal(target: "\(endpoint)", reason: "the request has a malformed header")
      }
      switch field[..<colon].lowercased() {
      case "host", "connection", "proxy-connection", "proxy-authorization", "keep-alive", "upgrade",
        "te":
        continue
      default: lines.append(field)
      }
    }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  /// Reads the length of the body: a server and this proxy must never differ about its end.
  private static func bodyLength(
    _ fields: ArraySlice<String>, endpoint: Endpoint
  ) throws(Refusal) -> BodyLength {
    var lengths: [BodyLength?] = []
    for field in fields {
      guard let colon = field.firstIndex(of: ":") else { continue }
      let value = field[field.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      switch field[..<colon].lowercased() {
      case "content-length":
        let isNumber =
          (1...18).contains(value.utf8.count)
          && value.utf8.allSatisfy { (0x30...0x39).contains($0) }
        lengths.append(isNumber ? Int(value).map(BodyLength.bytes) : nil)
      case "transfer-encoding": lengths.append(value.lowercased() == "chunked" ? .chunked : nil)
      default: break
      }
    }
    guard lengths.count <= 1 else {
      throw Refusal(
        target: "\(endpoint)", reason: "the request declares the length of its body twice")
    }
    guard let declared = lengths.first else { return .bytes(0) }
    guard let length = declared else {
      throw Refusal(
        target: "\(endpoint)", reason: "the length of the request's body cannot be read")
    }
    return length
  }

  private static func isToken(_ text: some StringProtocol) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
          || "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
  }
}
