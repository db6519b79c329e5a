package import Workspace

/// A mend that needs no model: small, and tried before a model is asked.
///
/// The next check says whether it helped; a mend that did not is undone.
package struct Mend: Sendable, Equatable {
  /// For the commit and the user: "Import Foundation in Sources/AppCore/A.swift".
  package var what: String
  package var tree: FileTree

  /// The tree with as many of the changes as fit together; nil if none does or nothing changes.
  init?(_ changes: [Change], to tree: FileTree, frozen: Set<SafePath>) {
    var edits = EditList(tree, frozen: frozen)
    var said: [String] = []
    for change in changes where edits.add(change.edits) {
      if !said.contains(change.what) { said.append(change.what) }
    }
    self.tree = edits.applied
    let files = self.tree.differences(from: tree).map(\.description)
    guard let first = said.first, !files.isEmpty else { return nil }
    let all = [first.prefix(1).uppercased() + first.dropFirst()] + said.dropFirst()
    what = "\(Self.list(all, by: ", ")) in \(Self.list(files, by: " and "))"
  }

  /// At most five words of a kind: a commit's subject is one line.
  private static func list(_ words: [String], by separator: String) -> String {
    words.prefix(5).joined(separator: separator)
      + (words.count > 5 ? "\(separator)\(words.count - 5) more" : "")
  }
}

/// One thing that a mend does: all of its edits or none of them.
struct Change: Equatable, Sendable {
  /// In lower case, to be joined with others: "import Foundation".
  var what: String
  var edits: [Edit]
}
