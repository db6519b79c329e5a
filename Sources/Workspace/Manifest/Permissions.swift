extension AppManifest {
  /// What the running app may reach beyond its own data: what the user agrees to, and nothing else.
  ///
  /// Empty: nothing.
  package struct Permissions: Codable, Sendable, Equatable {
    /// Hosts it may connect to: `example.com` for its ports 443 and 80, `example.com:8443` for that one.
    package var network: [String] = []
    /// Files and folders it may read: absolute, or from `~/`.
    package var read: [String] = []
    /// Files and folders it may read and change.
    package var write: [String] = []
    /// Ports of its own on which it listens, shown on the user's loopback.
    package var ports: [UInt16] = []

    package init(
      network: [String] = [], read: [String] = [], write: [String] = [], ports: [UInt16] = []
    ) {
      self.network = network
      self.read = read
      self.write = write
      self.ports = ports
    }

    package init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      network = try values.decodeIfPresent([String].self, forKey: .network) ?? []
      read = try values.decodeIfPresent([String].self, forKey: .read) ?? []
      write = try values.decodeIfPresent([String].self, forKey: .write) ?? []
      ports = try values.decodeIfPresent([UInt16].self, forKey: .ports) ?? []
    }

    package var isEmpty: Bool { self == Permissions() }

    /// The same without order and repetition: two that ask for the same are equal.
    package var normalised: Permissions {
      Permissions(
        network: Set(network).sorted(), read: Set(read).sorted(), write: Set(write).sorted(),
        ports: Set(ports).sorted())
    }

    /// What either asks for.
    package func joined(with other: Permissions) -> Permissions {
      Permissions(
        network: network + other.network, read: read + other.read, write: write + other.write,
        ports: ports + other.ports
      ).normalised
    }

    /// What this asks for and `other` does not.
    package func without(_ other: Permissions) -> Permissions {
      Permissions(
        network: network.filter { !other.network.contains($0) },
        read: read.filter { !other.read.contains($0) && !other.write.contains($0) },
        write: write.filter { !other.write.contains($0) },
        ports: ports.filter { !other.ports.contains($0) }
      ).normalised
    }
  }
}
