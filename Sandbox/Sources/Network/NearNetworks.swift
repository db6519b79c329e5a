import Foundation

/// The addresses of this machine's interfaces and of what is on the same links: neither is "the internet",
/// even if anybody could own them.
struct NearNetworks: Equatable {
  struct Network: Equatable {
    var address: IPAddress
    /// Leading bits that a neighbour shares.
    var bits: Int

    /// A network of an interface.
    ///
    /// In version 6 a link has 64 bits, also if the interface tells more: addresses that a server hands out
    /// have all 128. A mask of fewer than 8 bits (16 in version 6) is no link's: then it is the address alone.
    init(_ address: IPAddress, bits: Int) {
      self.address = address
      let fewest = address.isVersion6 ? 16 : 8
      self.bits =
        bits < fewest ? address.bytes.count * 8 : address.isVersion6 ? min(bits, 64) : bits
    }

    func contains(_ other: IPAddress) -> Bool {
      guard other.bytes.count == address.bytes.count else { return false }
      return zip(address.bytes, other.bytes).enumerated().allSatisfy { index, pair in
        let left = bits - index * 8
        guard left > 0 else { return true }
        return (pair.0 ^ pair.1) >> UInt8(max(0, 8 - left)) == 0
      }
    }
  }

  var networks: [Network]

  func contains(_ address: IPAddress) -> Bool { networks.contains { $0.contains(address) } }

  /// Those of this machine as it is now: interfaces come and go.
  static var ofThisMachine: NearNetworks {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&first) == 0 else { return NearNetworks(networks: []) }
    defer { freeifaddrs(first) }
    var networks: [Network] = []
    var next = first
    while let entry = next?.pointee {
      next = entry.ifa_next
      guard let address = entry.ifa_addr.flatMap({ IPAddress($0) }) else { continue }
      let mask = entry.ifa_netmask.flatMap { IPAddress($0) }
      networks.append(
        Network(address, bits: mask.map(leadingOnes) ?? address.bytes.count * 8))
      // The other end of a point-to-point link.
      if entry.ifa_flags & UInt32(IFF_POINTOPOINT) != 0,
        let peer = peer(of: entry), peer != address
      {
        networks.append(Network(peer, bits: peer.bytes.count * 8))
      }
    }
    return NearNetworks(networks: networks)
  }

  private static func peer(of entry: ifaddrs) -> IPAddress? {
    #if os(Linux)
    entry.ifa_ifu.ifu_dstaddr.flatMap { IPAddress($0) }
    #else
    entry.ifa_dstaddr.flatMap { IPAddress($0) }
    #endif
  }

  private static func leadingOnes(_ mask: IPAddress) -> Int {
    var bits = 0
    for byte in mask.bytes {
      bits += (~byte).leadingZeroBitCount
      if byte != 0xFF { break }
    }
    return bits
  }
}
