/// Why a manifest or an example cannot be used: which part, what is wrong, what is right.
package struct ManifestError: Error, Equatable, Sendable, CustomStringConvertible {
  package var description: String

  package init(description: String) { self.description = description }
}
