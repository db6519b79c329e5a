import Foundation

/// An address of the internet protocol, either version.
struct IPAddress: Sendable, Hashable, CustomStringConvertible {
  /// Four bytes or sixteen, most significant first.
  let bytes: [UInt8]

  var isVersion6: Bool { bytes.count == 16 }

  /// Reads the strict notation of `inet_pton`: `192.0.2.1`, `2001:db8::1`, no zone.
  init?(_ text: String) {
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &bytes) == 1 {
      self.bytes = Array(bytes[..<4])
    } else if inet_pton(AF_INET6, text, &bytes) == 1 {
      self.bytes = bytes
    } else {
      return nil
    }
  }

  /// The address of a socket address; nil for other families.
  init?(_ address: UnsafePointer<sockaddr>) {
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      bytes = UnsafeRawPointer(address).withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        withUnsafeBytes(of: $0.pointee.sin_addr) { Array($0) }
      }
    case AF_INET6:
      bytes = UnsafeRawPointer(address).withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
        withUnsafeBytes(of: $0.pointee.sin6_addr) { Array($0) }
      }
    default: return nil
    }
  }

  static let loopback = [IPAddress("127.0.0.1"), IPAddress("::1")].compactMap(\.self)

  var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard
      inet_ntop(isVersion6 ? AF_INET6 : AF_INET, bytes, &text, socklen_t(text.count)) != nil
    else { return "" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  var isLoopback: Bool { isVersion6 ? bytes == Self.loopback[1].bytes : bytes[0] == 127 }

  /// Whether it is anybody's on the internet: not of this machine, a private network, a link, a group,
  /// nor of a range that stands for other addresses (RFC 6890 and its updates).
  var isPublic: Bool {
    if isVersion6 {
      // Only 2000::/3 is handed out, less documentation, Teredo and 6to4.
      guard bytes[0] & 0xE0 == 0x20 else { return false }
      if bytes[0] == 0x20, bytes[1] == 0x02 { return false }
      if bytes[0] == 0x20, bytes[1] == 0x01, bytes[2] < 0x02 { return false }
      return !bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8])
        && !bytes.starts(with: [0x3F, 0xFF])
    }
    switch (bytes[0], bytes[1], bytes[2]) {
    case (0, _, _), (10, _, _), (127, _, _), (224..., _, _): return false
    case (100, 64...127, _), (169, 254, _), (172, 16...31, _), (192, 168, _): return false
    case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 18...19, _): return false
    case (198, 51, 100), (203, 0, 113): return false
    default: return true
    }
  }

  /// Calls `body` with the socket address of this address and `port`.
  func withSocketAddress<Result>(
    port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    var storage = sockaddr_storage()
    let length: Int
    if isVersion6 {
      length = MemoryLayout<sockaddr_in6>.size
      withUnsafeMutableBytes(of: &storage) { raw in
        raw.withMemoryRebound(to: sockaddr_in6.self) { place in
          place[0].sin6_family = sa_family_t(AF_INET6)
          place[0].sin6_port = port.bigEndian
          withUnsafeMutableBytes(of: &place[0].sin6_addr) { $0.copyBytes(from: bytes) }
        }
      }
    } else {
      length = MemoryLayout<sockaddr_in>.size
      withUnsafeMutableBytes(of: &storage) { raw in
        raw.withMemoryRebound(to: sockaddr_in.self) { place in
          place[0].sin_family = sa_family_t(AF_INET)
          place[0].sin_port = port.bigEndian
          withUnsafeMutableBytes(of: &place[0].sin_addr) { $0.copyBytes(from: bytes) }
        }
      }
    }
    return withUnsafePointer(to: storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(length)) }
    }
  }
}
