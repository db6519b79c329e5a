package import Events
package import Foundation
package import LLM
package import Workspace

/// A session as it was recorded: what it began with, every call of the model, and what it came to.
///
/// Documentation/Recordings.md describes the file.
package struct RecordedSession: Sendable {
  package var header: Header
  package var start: Start
  package var calls: [Call] = []
  /// Answers to questions whether the accepted contract may be changed, in order.
  package var permissions: [Bool] = []
  package var events: [StampedEvent] = []
  /// Nil where the recording breaks off.
  package var end: End?

  /// The first line.
  package struct Header: Codable, Sendable, Equatable {
    /// The version of the format that this program writes, and the only one it reads.
    package static let version = 1

    package var version: Int
    /// The version of `wisp`.
    package var program: String
    package var at: Date

    package init(program: String, at: Date) {
      version = Self.version
      self.program = program
      self.at = at
    }

    private enum CodingKeys: String, CodingKey {
      case version = "v"
      case program = "wisp"
      case at
    }
  }

  /// What the session began with.
  package struct Start: Codable, Sendable, Equatable {
    package var request: Request
    package var template: String
    /// Names of the templates that the model could ask for instead; nil where it could not choose.
    package var others: [String]?
    /// The user's rules that were sent; nil where there were none.
    package var rules: String?
    /// Provider and model.
    package var model: String
    /// The address that was asked, without secrets; nil for models that are not asked over HTTP.
    package var address: String?
    /// What could be tried once where the session made no progress; nil where nothing could.
    package var lastTry: String?
    package var tree: RecordedTree
    package var hasManifest: Bool
    package var isFrozen: Bool
    package var iteration: Int

    private enum CodingKeys: String, CodingKey {
      case request, template, others, rules, model, address, tree
      case lastTry = "last_try"
      case hasManifest = "has_manifest"
      case isFrozen = "is_frozen"
      case iteration
    }

    package init(
      _ session: Session, prompt: Prompt, model: String, address: String?, lastTry: String?
    ) {
      request = session.request
      template = prompt.template.name
      others = prompt.others.isEmpty ? nil : prompt.others.map(\.name)
      rules = prompt.rules.isEmpty ? nil : prompt.rules
      self.model = model
      self.address = address
      self.lastTry = lastTry
      tree = RecordedTree(session.work.tree)
      hasManifest = session.work.manifest != nil
      isFrozen = session.work.isFrozen
      iteration = session.iteration
    }
  }

  /// One call of the model.
  package struct Call: Sendable, Equatable {
    package var request: ModelRequest
    /// What went over HTTP for it; several where it was tried again.
    package var exchanges: [RecordedExchange] = []
    /// What a model that is not asked over HTTP answered.
    package var answer: RecordedAnswer?
  }

  /// What the session came to.
  package struct End: Codable, Sendable, Equatable {
    package var tree: RecordedTree
    package var verdict: String
    package var verified: Bool
    package var reason: StopReason

    package init(_ outcome: Outcome) {
      tree = RecordedTree(outcome.session.work.tree)
      verdict = outcome.finished.verdict
      verified = outcome.finished.verified
      reason = outcome.finished.reason
    }
  }
}

/// The files of a tree, by path.
package struct RecordedTree: Codable, Sendable, Equatable {
  package var files: [String: RecordedBytes]

  package init(_ tree: FileTree) {
    files = Dictionary(
      uniqueKeysWithValues: tree.files.map { ($0.key.description, RecordedBytes($0.value)) })
  }

  package init(from decoder: any Decoder) throws {
    files = try decoder.singleValueContainer().decode([String: RecordedBytes].self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(files)
  }

  /// The tree.
  ///
  /// - Throws: where a path leads out of it or is not allowed.
  package func tree() throws -> FileTree {
    var tree = FileTree()
    for (path, contents) in files { tree[try SafePath(path)] = contents.bytes }
    return tree
  }
}

/// An answer as the events of a model that is not asked over HTTP.
package struct RecordedAnswer: Codable, Sendable, Equatable {
  package struct Piece: Codable, Sendable, Equatable {
    /// Milliseconds since the request.
    package var ms: Int
    package var text: String
    package var reasoning: Bool
  }

  package struct Failure: Codable, Sendable, Equatable {
    package var kind: ModelError.Kind
    package var message: String
    package var advice: String
  }

  package var pieces: [Piece] = []
  package var finished: Completion?
  /// Why there is no whole answer.
  package var failure: Failure?
}
