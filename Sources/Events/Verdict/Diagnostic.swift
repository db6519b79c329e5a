/// One message of the compiler.
package struct Diagnostic: Codable, Sendable, Hashable {
  package enum Severity: String, Codable, Sendable {
    case error
    case warning
    case note
  }

  /// Relative to the app; nil if the message has no place.
  package var file: String?
  package var line: Int?
  package var column: Int?
  package var severity: Severity
  package var message: String
  /// Notes and fix-its that belong to it, one line each.
  package var notes: [String]
  /// The changes that the compiler proposes, in its order; each alone is meant to mend the message.
  ///
  /// They fit the tree that was compiled and no other, so they are not encoded.
  package var fixIts: [FixIt] = []

  private enum CodingKeys: CodingKey {
    case file
    case line
    case column
    case severity
    case message
    case notes
  }

  package init(
    file: String?, line: Int?, column: Int?, severity: Severity, message: String,
    notes: [String] = []
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.severity = severity
    self.message = message
    self.notes = notes
  }
}

extension Diagnostic: EventPayload {
  package static var name: String { "diagnostic.found" }
  package var event: Event { .diagnosticFound(self) }
}
