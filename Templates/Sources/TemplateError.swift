/// Why templates or prompts cannot be used.
///
/// The text says what, where, and what to do.
package struct TemplateError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: String, Sendable, CaseIterable {
    /// A folder or file that must be there is not, or cannot be read.
    case missing
    /// A file is there but does not say what it must.
    case malformed
    /// A prompt and the values for it do not fit together.
    case placeholder
    /// A name that cannot be an app's name.
    case name
  }

  package let kind: Kind
  /// What failed, on what, and what to do next.
  package let message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  package var description: String { message }
}
