package import Workspace

/// What the user asked for, as values.
package struct Request: Codable, Sendable, Equatable {
  package enum Kind: String, Codable, Sendable {
    case new
    case tweak
    case resume
  }

  package var kind: Kind
  /// The app's description; for a tweak the change.
  package var text: String
  /// The description of the app that a tweak or a resumption belongs to.
  package var description: String
  /// Changes that were made before, oldest first; nil if there were none.
  package var earlier: [String]?
  /// The name the user gave, nil where the model chooses.
  package var name: String?
  /// The user's own examples: they outrank the model's.
  package var examples: [Example]
  /// What is known of attached files, marked as data in the prompt.
  package var attachments: [DataSummary]
  package var limits: Limits

  package init(
    kind: Kind, text: String, description: String? = nil, name: String? = nil,
    examples: [Example] = [], attachments: [DataSummary] = [], limits: Limits = Limits()
  ) {
    self.kind = kind
    self.text = text
    self.description = description ?? text
    self.name = name
    self.examples = examples
    self.attachments = attachments
    self.limits = limits
  }
}
