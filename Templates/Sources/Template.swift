package import Workspace

/// A starter: a real package that is green as it stands, and the prompt part that teaches its rules.
package struct Template: Sendable, Equatable {
  /// What it is called, for example `filter`.
  package var name: String
  /// One sentence for listings.
  package var summary: String
  /// A picture of one character for listings.
  package var icon: String
  /// Descriptions it is right for.
  package var goodFor: [String]
  /// The starter's files, `Package.swift` and `wisp.json` included, for an app without a name yet.
  package var starter: FileTree
  /// The part of the system prompt that belongs to this template.
  package var prompt: String
  /// Names of allowed dependencies the starter uses, for example `swift-argument-parser`.
  package var dependencies: [String]
  /// Words that speak for this template in a description.
  package var keywords: [String]
  /// Words that speak for it as loudly as three keywords.
  package var decisive: [String]
  /// Whether its apps read what is piped into them.
  ///
  /// Those that take keys or requests do so in checks only.
  package var readsInput = true
  /// Files of the starter that the prompt describes: they are not sent as long as they are unchanged.
  package var given: Set<SafePath> = []

  package init(
    name: String, summary: String, goodFor: [String], starter: FileTree, prompt: String,
    dependencies: [String], keywords: [String] = [], decisive: [String] = [], icon: String = "•"
  ) {
    self.name = name
    self.summary = summary
    self.goodFor = goodFor
    self.starter = starter
    self.prompt = prompt
    self.dependencies = dependencies
    self.keywords = keywords
    self.decisive = decisive
    self.icon = icon
  }
}

extension Template {
  /// The ports on which its apps listen, as the starter's manifest asks for them.
  package var ports: [UInt16] {
    starter.manifest?.permissions.ports ?? []
  }
}
