import Files
package import Foundation
import History
package import Replies
import Workspace

/// A model's reply that is being applied to a folder.
package struct ReplyToFolder: Sendable {
  fileprivate let folder: String
  fileprivate let tree: FileTree

  /// Applies what `next` gives, completely or not at all.
  ///
  /// - Parameters:
  ///   - writes: Whether the folder is changed; else it is only said what would change.
  ///   - next: The next piece of the reply; nil or nothing at its end.
  /// - Returns: What came of it; a refused reply is no error.
  /// - Throws: `UnreadableReply` if `next` fails, `UnsafeTree` or `FileFailure` if the folder cannot be written.
  package func applied(writes: Bool, _ next: () throws -> Data?) throws -> AppliedReply {
    var reader = ReplyReader(tree: tree)
    do {
      while let piece = try next(), !piece.isEmpty { _ = reader.feed(piece) }
    } catch {
      throw UnreadableReply()
    }
    let outcome = tree.applying(reader.finish(.unknown), policy: .open)
    if outcome.errors.isEmpty, writes { try outcome.tree.write(to: folder, replacing: tree) }
    return AppliedReply(outcome, from: tree)
  }
}

/// A reply broke off while it was read.
package struct UnreadableReply: Error {}

/// What applying a reply came to.
package struct AppliedReply: Encodable, Sendable {
  /// The paths that change.
  package let files: [String]
  package let notes: [String]
  /// Why nothing was written; empty if it was.
  package let errors: [ReplyError]
  private let old: FileTree
  private let new: FileTree

  fileprivate init(_ outcome: ApplyOutcome, from old: FileTree) {
    files = outcome.changed.map(\.description)
    notes = outcome.notes
    errors = outcome.errors
    self.old = old
    new = outcome.tree
  }

  private enum CodingKeys: CodingKey {
    case files, notes, errors
  }

  /// What changes, as git shows it.
  ///
  /// - Throws: `GitError`.
  package func difference() throws -> String { try AppHistory.diff(from: old, to: new) }
}

extension Workbench {
  /// Reads a folder that a model's reply is to change.
  ///
  /// - Throws: `UsageError` if there is no such folder.
  package func reply(to folder: String) throws -> ReplyToFolder {
    guard FileManager.default.fileExists(atPath: folder) else {
      throw UsageError("--dir \(folder): there is no such folder.")
    }
    return ReplyToFolder(folder: folder, tree: try FileTree.read(directory: folder))
  }
}
