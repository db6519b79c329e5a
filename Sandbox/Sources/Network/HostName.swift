import Foundation

/// The name or address of a host, in the one spelling that is compared.
///
/// Names are ASCII, lower case, without a final dot. Addresses are in the system's own notation; other
/// notations of an address (`127.1`, `0x7f000001`, `2130706433`) are no host names and no addresses.
package struct HostName: Sendable, Hashable, Codable, CustomStringConvertible {
  package let description: String
  /// Whether it is an address rather than a name to look up.
  package let isAddress: Bool

  /// Reads `example.com`, `192.0.2.1` or `[2001:db8::1]`; nil for anything else, zero bytes, blanks
  /// and other than ASCII included.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    var name = text.lowercased()
    if name.hasPrefix("["), name.hasSuffix("]") {
      guard let address = IPAddress(String(name.dropFirst().dropLast())), address.isVersion6 else {
        return nil
      }
      self.init(address)
      return
    }
    if name.hasSuffix(".") { name.removeLast() }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    guard name.utf8.count <= 253, labels.allSatisfy(Self.isLabel), let last = labels.last else {
      return nil
    }
    if last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) || last.hasPrefix("0x") {
      guard let address = IPAddress(name), address.description == name else { return nil }
      self.init(address)
      return
    }
    self.init(description: name, isAddress: false)
  }

  init(_ address: IPAddress) {
    self.init(
      description: address.isVersion6 ? "[\(address)]" : address.description, isAddress: true)
  }

  private init(description: String, isAddress: Bool) {
    self.description = description
    self.isAddress = isAddress
  }

  /// The address it spells; nil for a name.
  var address: IPAddress? {
    guard isAddress else { return nil }
    return IPAddress(description.trimmingCharacters(in: CharacterSet(charactersIn: "[]")))
  }

  private static func isLabel(_ label: Substring) -> Bool {
    guard (1...63).contains(label.utf8.count), label.first != "-", label.last != "-" else {
      return false
    }
    return label.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
        || $0 == UInt8(ascii: "_")
    }
  }
}
