import Foundation

/// A version of a package that the package manager has chosen: a pin of `Package.resolved`.
struct PinnedPackage: Equatable, Sendable {
  /// The last part of its address in lower case.
  var identity: String
  /// Its address.
  var location: String
  /// "remoteSourceControl", "localSourceControl" or "registry".
  var kind: String
  var state: State

  struct State: Codable, Equatable, Sendable {
    /// Nil for packages of a registry.
    var revision: String?
    var version: String?
    var branch: String?
  }

  /// The identity of the package at an address.
  static func identity(of location: String) -> String {
    ConfinedManifest.normalised(location).split(separator: "/").last.map(String.init) ?? location
  }

  /// Whether two addresses are those of one repository.
  static func isSame(_ first: String, _ second: String) -> Bool {
    ConfinedManifest.normalised(first) == ConfinedManifest.normalised(second)
  }

  /// Whether both are one version of one package.
  func isSame(as other: PinnedPackage) -> Bool {
    Self.isSame(location, other.location) && state.revision != nil
      && state.revision == other.state.revision
  }

  /// Reads a `Package.resolved` of any version; nil if it is none.
  static func all(resolved bytes: [UInt8]) -> [PinnedPackage]? {
    guard let file = try? JSONDecoder().decode(ResolvedFile.self, from: Data(bytes)) else {
      return nil
    }
    return (file.pins ?? file.object?.pins ?? []).compactMap { pin in
      guard let location = pin.location ?? pin.repositoryURL else { return nil }
      return PinnedPackage(
        identity: pin.identity ?? identity(of: location), location: location,
        kind: pin.kind ?? "remoteSourceControl", state: pin.state)
    }
  }
}

/// `Package.resolved`: the pins stand in an object of their own in version 1.
private struct ResolvedFile: Decodable {
  var pins: [Pin]?
  var object: Pins?

  struct Pins: Decodable {
    var pins: [Pin]
  }

  struct Pin: Decodable {
    var identity: String?
    var kind: String?
    var location: String?
    var repositoryURL: String?
    var state: PinnedPackage.State
  }
}
