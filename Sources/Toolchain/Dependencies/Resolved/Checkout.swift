import Foundation

/// The sources of a pinned package, as they lie in a build folder.
struct Checkout: Equatable, Sendable {
  var pin: PinnedPackage
  /// Its name in the folder `checkouts`.
  var name: String

  /// The checkouts that a build folder lists, those left out that are edited or of another kind.
  static func all(in buildFolder: String) -> [Checkout] {
    guard let bytes = HostFile.bytes(at: "\(buildFolder)/\(stateName)", limit: 4 << 20),
      let state = try? JSONDecoder().decode(WorkspaceState.self, from: Data(bytes))
    else { return [] }
    return state.object.dependencies.compactMap { entry in
      guard let pinned = entry.state.checkoutState, isPlain(entry.subpath) else { return nil }
      return Checkout(
        pin: PinnedPackage(
          identity: entry.packageRef.identity, location: entry.packageRef.location,
          kind: entry.packageRef.kind, state: pinned),
        name: entry.subpath)
    }
  }

  /// The text of a build folder's list of checkouts.
  static func state(_ checkouts: [Checkout]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return try String(
      decoding: encoder.encode(
        WorkspaceState(
          version: 7,
          object: WorkspaceState.Object(
            artifacts: [],
            dependencies: checkouts.map { checkout in
              WorkspaceState.Entry(
                packageRef: WorkspaceState.Reference(
                  identity: checkout.pin.identity, kind: checkout.pin.kind,
                  location: checkout.pin.location, name: checkout.pin.identity),
                state: WorkspaceState.State(
                  name: "sourceControlCheckout", checkoutState: checkout.pin.state),
                subpath: checkout.name)
            },
            prebuilts: []))), as: UTF8.self)
  }

  static let stateName = "workspace-state.json"

  /// Whether a name is that of a folder in another.
  static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name.first != "." && !name.contains("/")
  }
}

/// `workspace-state.json`, as far as it is needed.
private struct WorkspaceState: Codable {
  var version: Int
  var object: Object

  struct Object: Codable {
    var artifacts: [String]?
    var dependencies: [Entry]
    var prebuilts: [String]?

    init(artifacts: [String], dependencies: [Entry], prebuilts: [String]) {
      self.artifacts = artifacts
      self.dependencies = dependencies
      self.prebuilts = prebuilts
    }

    /// The artifacts of a build folder cannot be used from elsewhere.
    init(from decoder: any Decoder) throws {
      dependencies = try decoder.container(keyedBy: CodingKeys.self)
        .decode([Entry].self, forKey: .dependencies)
    }
  }

  struct Entry: Codable {
    var packageRef: Reference
    var state: State
    var subpath: String

    enum CodingKeys: CodingKey {
      case basedOn, packageRef, state, subpath
    }

    init(packageRef: Reference, state: State, subpath: String) {
      self.packageRef = packageRef
      self.state = state
      self.subpath = subpath
    }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      packageRef = try fields.decode(Reference.self, forKey: .packageRef)
      state = try fields.decode(State.self, forKey: .state)
      subpath = try fields.decode(String.self, forKey: .subpath)
    }

    func encode(to encoder: any Encoder) throws {
      var fields = encoder.container(keyedBy: CodingKeys.self)
      // SwiftPM reads no list without it.
      try fields.encodeNil(forKey: .basedOn)
      try fields.encode(packageRef, forKey: .packageRef)
      try fields.encode(state, forKey: .state)
      try fields.encode(subpath, forKey: .subpath)
    }
  }

  struct Reference: Codable {
    var identity: String
    var kind: String
    var location: String
    var name: String
  }

  struct State: Codable {
    var name: String
    var checkoutState: PinnedPackage.State?
  }
}
