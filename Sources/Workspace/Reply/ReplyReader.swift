/// Reads a model's reply while it streams and finds the edits in it.
package struct ReplyReader: Sendable {
  /// A reader for a reply about `tree` (existing paths help to recognise file names).
  package init(tree: FileTree) {}

  /// Takes the next piece of the reply; any chunking gives the same result.
  package mutating func feed(_ piece: some Sequence<UInt8>) -> [ReplyEvent] { [] }

  /// Ends the reply and returns what it asks for.
  package mutating func finish(_ ending: ReplyEnding) -> ParsedReply {
    ParsedReply(edits: [], notes: [], errors: [], commands: [])
  }
}

/// What a reply asks for: edits in order, and what could not be read.
package struct ParsedReply: Sendable, Equatable {
  package var edits: [Edit]
  package var notes: [String]
  package var errors: [ReplyError]
  /// Shell commands the reply advises; shown, never run.
  package var commands: [String]

  package init(edits: [Edit], notes: [String], errors: [ReplyError], commands: [String]) {
    self.edits = edits
    self.notes = notes
    self.errors = errors
    self.commands = commands
  }
}

extension FileTree {
  /// Applies a parsed reply in memory: all of it or nothing.
  package func applying(_ reply: ParsedReply, policy: EditPolicy) -> ApplyOutcome {
    ApplyOutcome(tree: self, changed: [], notes: reply.notes, errors: reply.errors)
  }
}
