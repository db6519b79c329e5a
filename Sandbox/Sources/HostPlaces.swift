/// Paths of the inside translated to the host's own; used if nothing can be mounted.
struct HostPlaces {
  /// Inside and host, longest inside first.
  private let places: [(inside: [UInt8], host: [UInt8])]

  init(_ mounts: [SandboxPolicy.Mount], temporary: String) {
    let pairs = mounts.map { ($0.inside, $0.host) } + [("/tmp", temporary)]
    places = pairs.map { (Array($0.0.utf8), Array($0.1.utf8)) }
      .sorted { $0.0.count > $1.0.count }
  }

  /// `text` with every path below a mount replaced: one begins where no name can have begun before, and
  /// its first part ends where no name goes on.
  func translated(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "/"), at == 0 || !Self.isInName(bytes[at - 1]),
        let place = places.first(where: { isAt(at, $0.inside, in: bytes) })
      {
        result += place.host
        at += place.inside.count
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private func isAt(_ at: Int, _ inside: [UInt8], in bytes: [UInt8]) -> Bool {
    let end = at + inside.count
    guard end <= bytes.count, bytes[at..<end].elementsEqual(inside) else { return false }
    return end == bytes.count || bytes[end] == UInt8(ascii: "/") || !Self.isInName(bytes[end])
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...:
      true
    default: false
    }
  }
}
