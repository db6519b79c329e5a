package import Replies

/// Accepted examples stay as they were, although a change drops or alters them: the user has not agreed.
package struct ContractKept: Codable, Sendable, Equatable {
  /// Their names.
  package var examples: [String]

  package init(examples: [String]) {
    self.examples = examples
  }
}

extension ContractKept: EventPayload {
  package static var name: String { "contract.kept" }
  package var event: Event { .contractKept(self) }
}

/// A reply could not be applied; nothing was written and the model is told.
package struct ReplyRejected: Codable, Sendable, Equatable {
  package var errors: [ReplyError]
  /// Paths of the pieces that fit and were kept aside: they need not be sent again.
  package var kept: [String]
  /// The model's words if the reply holds no file; nil if it holds one.
  package var said: String?

  package init(errors: [ReplyError], kept: [String] = [], said: String? = nil) {
    self.errors = errors
    self.kept = kept
    self.said = said
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    errors = try fields.decode([ReplyError].self, forKey: .errors)
    // Journals from before have none.
    kept = try fields.decodeIfPresent([String].self, forKey: .kept) ?? []
    said = try fields.decodeIfPresent(String.self, forKey: .said)
  }
}

extension ReplyRejected: EventPayload {
  package static var name: String { "reply.rejected" }
  package var event: Event { .replyRejected(self) }
}

/// Tolerances used in reading a reply, and other remarks that change nothing.
package struct ReplyNoted: Codable, Sendable, Equatable {
  package var notes: [String]

  package init(notes: [String]) {
    self.notes = notes
  }
}

extension ReplyNoted: EventPayload {
  package static var name: String { "reply.noted" }
  package var event: Event { .replyNoted(self) }
}

/// Files of the app were written or deleted.
package struct FilesChanged: Codable, Sendable, Equatable {
  package var paths: [String]

  package init(paths: [String]) {
    self.paths = paths
  }
}

extension FilesChanged: EventPayload {
  package static var name: String { "files.changed" }
  package var event: Event { .filesChanged(self) }
}
