package import Workspace

/// Why a reply, or a piece of it, was refused.
///
/// The words are part of the outside contract.
package enum ReplyErrorKind: String, Codable, Sendable, CaseIterable {
  case empty
  case malformed
  case truncated
  case noMatch = "no_match"
  case ambiguous
  case noFilename = "no_filename"
  case fileNotFound = "file_not_found"
  case isDirectory = "is_directory"
  case pathEscape = "path_escape"
  case noChange = "no_change"
  case placeholder
  case binary
  case tooLarge = "too_large"
  /// The file may not be changed here: `Package.swift`, the accepted `wisp.json`, an accepted test.
  case frozen
  /// The file was sent whole although only its declarations were shown, so its other lines are guesses.
  case unseen
}

/// One refusal: what kind, on what, and what to do about it (the text is shown to user and model).
package struct ReplyError: Codable, Sendable, Equatable {
  package var kind: ReplyErrorKind
  package var path: String?
  package var message: String

  package init(kind: ReplyErrorKind, path: String?, message: String) {
    self.kind = kind
    self.path = path
    self.message = message
  }
}

/// What the reader notices while a reply streams; for display only, never for applying.
package enum ReplyEvent: Sendable, Equatable {
  case fileBegan(path: String)
  case fileProgress(path: String, lines: Int)
  case fileCompleted(path: String, lines: Int)
}

/// How the model's stream ended.
package enum ReplyEnding: Sendable, Equatable {
  /// The model said it was done: a missing last marker or fence is accepted with a note.
  case complete
  /// Nothing is known about the end (a pasted text): what is not closed is refused.
  case unknown
  /// The output limit or a broken connection cut it off.
  case cut
}

/// What may not be changed when a reply is applied.
package struct EditPolicy: Sendable, Equatable {
  /// Paths that may be neither changed nor deleted, each with the reason that is shown.
  ///
  /// An edit that leaves the bytes as they are is no change.
  package var frozen: [SafePath: String]
  /// Path prefixes (without final slash) with a reason: nothing below may be created, changed or deleted.
  package var closed: [String: String]
  /// Whether files may be deleted or renamed at all.
  package var allowsDeletion: Bool

  package init(
    frozen: [SafePath: String] = [:], closed: [String: String] = [:], allowsDeletion: Bool = true
  ) {
    self.frozen = frozen
    self.closed = closed
    self.allowsDeletion = allowsDeletion
  }

  /// Any folder of the user's: only what leaves the folder is refused.
  package static let open = EditPolicy()
}

/// The result of applying a reply to a tree: all of it, or nothing and the reasons.
package struct ApplyOutcome: Sendable, Equatable {
  /// The new tree; equal to the old one where `errors` is not empty.
  package var tree: FileTree
  /// Created, changed or deleted paths, sorted; empty where `errors` is not empty.
  package var changed: [SafePath]
  /// Tolerances that were used, one line each.
  package var notes: [String]
  package var errors: [ReplyError]

  package init(tree: FileTree, changed: [SafePath], notes: [String], errors: [ReplyError]) {
    self.tree = tree
    self.changed = changed
    self.notes = notes
    self.errors = errors
  }
}
