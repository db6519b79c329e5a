/// Arguments or settings that cannot be used: what is wrong, and what to write instead.
package struct UsageError: Error, Equatable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) {
    self.description = description
  }
}

/// The user said no.
package struct NotAllowed: Error, Equatable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) {
    self.description = description
  }
}

/// The version of this program.
package enum Version {
  package static let current = "0.1.0"
}
