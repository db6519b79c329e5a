package import Replies
package import Workspace

/// What a change makes of a contract: its examples, its words and its permissions.
package struct ContractChange: Codable, Sendable, Equatable {
  package typealias Row = ContractProposed.Row

  package struct Changed: Codable, Sendable, Equatable {
    package var old: Row
    package var new: Row
  }

  package struct Words: Codable, Sendable, Equatable {
    package var old: String
    package var new: String
  }

  package private(set) var added: [Row] = []
  package private(set) var changed: [Changed] = []
  package private(set) var dropped: [Row] = []
  /// The app's name; nil if it stays.
  package private(set) var name: Words?
  /// What the app says of itself; nil if it stays.
  package private(set) var summary: Words?
  /// Permissions that are asked for now, each as "network: example.com".
  package private(set) var addedPermissions: [String]
  /// Permissions that are asked for no longer.
  package private(set) var droppedPermissions: [String]
  /// Why results may vary from now on; nil if that stays: "nothing", "chance", "chance, time".
  package private(set) var varies: Words?

  private enum CodingKeys: String, CodingKey {
    case added, changed, dropped, name, summary, varies
    case addedPermissions = "added_permissions"
    case droppedPermissions = "dropped_permissions"
  }

  package init(from old: AppManifest, to new: AppManifest) {
    name = old.name == new.name ? nil : Words(old: old.name, new: new.name)
    summary = old.summary == new.summary ? nil : Words(old: old.summary, new: new.summary)
    addedPermissions = new.permissions.lines(without: old.permissions)
    droppedPermissions = old.permissions.lines(without: new.permissions)
    varies =
      old.varies == new.varies ? nil : Words(old: old.variesText, new: new.variesText)
    let pairing = ExamplePairing(old.examples, new.examples)
    added = pairing.added.map(Row.init)
    dropped = pairing.dropped.map(Row.init)
    changed = pairing.changed.map { Changed(old: Row($0.old), new: Row($0.new)) }
  }

  package var isEmpty: Bool {
    added.isEmpty && !losesExamples && name == nil && summary == nil && addedPermissions.isEmpty
      && droppedPermissions.isEmpty && varies == nil
  }

  /// Whether accepted examples would hold no longer.
  package var losesExamples: Bool { !dropped.isEmpty || !changed.isEmpty }

  /// The examples that would hold no longer, by name.
  package var lost: [String] { dropped.map(\.name) + changed.map(\.old.name) }

  /// One line for each change, with + or - before it.
  package var lines: [String] {
    dropped.map { "- \($0.line)" }
      + changed.flatMap { ["- \($0.old.line)", "+ \($0.new.line)"] }
      + added.map { "+ \($0.line)" }
      + Self.lines("name", name) + Self.lines("summary", summary)
      + Self.lines("results vary by", varies)
      + droppedPermissions.map { "- permission \($0)" }
      + addedPermissions.map { "+ permission \($0)" }
  }

  private static func lines(_ what: String, _ words: Words?) -> [String] {
    words.map { ["- \(what) \($0.old)", "+ \(what) \($0.new)"] } ?? []
  }
}

extension ContractChange: EventPayload {
  package static var name: String { "contract.changed" }
  package var event: Event { .contractChanged(self) }
}

extension ContractChange.Row {
  fileprivate var line: String { "example \(name): \(given) → \(expect)" }
}

extension AppManifest {
  /// Why results vary, in words.
  fileprivate var variesText: String {
    varies.isEmpty ? "nothing" : varies.map(\.rawValue).joined(separator: ", ")
  }
}

extension AppManifest.Permissions {
  /// Each permission that `other` lacks, as "network: example.com".
  fileprivate func lines(without other: Self) -> [String] {
    [
      ("network", Set(network).subtracting(other.network).sorted()),
      ("read", Set(read).subtracting(other.read).sorted()),
      ("write", Set(write).subtracting(other.write).sorted()),
      ("port", Set(ports).subtracting(other.ports).sorted().map(String.init)),
    ].flatMap { kind, values in values.map { "\(kind): \($0)" } }
  }
}

/// Which examples of a contract became which of another.
private struct ExamplePairing {
  var changed: [(old: Example, new: Example)] = []
  var dropped: [Example]
  var added: [Example]

  /// An example that is the same under another name is no change; one with the same input or the same name is
  /// the old one, changed.
  init(_ old: [Example], _ new: [Example]) {
    dropped = old
    added = new
    take { $0.isSame(as: $1) }
    changed += take { $0.hasInput(of: $1) }
    changed += take { $0.name == $1.name }
  }

  @discardableResult private mutating func take(
    where fits: (Example, Example) -> Bool
  ) -> [(old: Example, new: Example)] {
    var pairs: [(old: Example, new: Example)] = []
    for example in dropped {
      guard let index = added.firstIndex(where: { fits(example, $0) }) else { continue }
      pairs.append((example, added.remove(at: index)))
      dropped.removeAll { $0 == example }
    }
    return pairs
  }
}

extension Example {
  fileprivate func hasInput(of other: Example) -> Bool {
    before == other.before && arguments == other.arguments && stdin == other.stdin
      && files == other.files
  }

  fileprivate func isSame(as other: Example) -> Bool {
    hasInput(of: other) && expect == other.expect
  }
}

extension AppManifest {
  /// This manifest with the examples of an accepted one as they were; examples that are new stay.
  package func keeping(examplesOf accepted: AppManifest) -> AppManifest {
    var kept = self
    kept.examples =
      accepted.examples + ExamplePairing(accepted.examples, examples).added
    return kept
  }
}

/// What the user is asked about an accepted contract.
package enum ContractRequest: Sendable, Equatable {
  /// A reply wants to change what is frozen.
  case frozen([ReplyError])
  /// A change that the user asked for drops or alters accepted examples; it was shown.
  case change(ContractChange)
}
