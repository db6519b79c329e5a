package import Workspace

/// The model's manifest has arrived, before the code: what the app will be held to.
package struct ContractProposed: Codable, Sendable, Equatable {
  package var name: String
  package var summary: String
  /// Why results may vary from run to run; nil if they may not.
  package var varies: [Variation]?
  package var examples: [Row]

  /// One example as a line of a table.
  package struct Row: Codable, Sendable, Equatable {
    package var name: String
    /// Arguments, standard input and files; runs before it first, each with a semicolon behind.
    package var given: String
    /// Output, files and exit code.
    package var expect: String
  }
}

extension ContractProposed: EventPayload {
  package static var name: String { "contract.proposed" }
  package var event: Event { .contractProposed(self) }
}

extension ContractProposed.Row {
  package init(_ example: Example) {
    self.init(name: example.name, given: example.given, expect: example.expected)
  }
}

extension ContractProposed {
  /// A manifest as a table.
  package init(_ manifest: AppManifest) {
    name = manifest.name
    summary = manifest.summary
    varies = manifest.varies.isEmpty ? nil : manifest.varies
    examples = manifest.examples.map(Row.init)
  }
}
