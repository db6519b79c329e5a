package import Events
import SwiftCode
package import Workspace

/// Chooses what to mend without a model, one mend at a time: the compiler's own fix-its first, then rules.
///
/// Pure. It remembers what it has offered: asked again with the same tree, it takes the last offer for refused and
/// makes another one.
package struct Mending: Sendable {
  private enum Most {
    static let offers = 10
    /// Offers that were refused; each costs a check.
    static let refused = 4
  }

  /// What was offered for the newest tree.
  private var offered: [FileTree] = []
  private var last: FileTree?
  private var offers = 0
  private var refused = 0

  package init() {}

  /// The next mend to try; nil if nothing fits or enough was tried.
  ///
  /// - Parameters:
  ///   - diagnostics: What the newest check of the tree found.
  ///   - tree: The tree as it is; the same as before if the last offer was refused.
  ///   - frozen: Files that no mend may change.
  /// - Returns: A mend that was not offered for this tree before.
  package mutating func next(
    for diagnostics: [Diagnostic], in tree: FileTree, frozen: Set<SafePath> = []
  ) -> Mend? {
    if last == tree { refused += 1 } else { offered = [] }
    last = tree
    guard refused < Most.refused, offers < Most.offers else { return nil }
    let errors = diagnostics.filter {
      $0.severity == .error && EditList.path($0.file, frozen: []) != nil
    }
    guard !errors.isEmpty else { return nil }
    let found = DeepStack.run { [offered] in
      Self.first(for: errors, AppCode(tree), frozen: frozen) { !offered.contains($0.tree) }
    }
    guard let mend = found else { return nil }
    offers += 1
    offered.append(mend.tree)
    return mend
  }

  private static func first(
    for errors: [Diagnostic], _ app: AppCode, frozen: Set<SafePath>, isNew: (Mend) -> Bool
  ) -> Mend? {
    let proposed = errors.map { FixItChoice.changes(for: $0, app) }
    for choice in 0..<(proposed.map(\.count).max() ?? 0) {
      let changes = proposed.compactMap { $0.indices.contains(choice) ? $0[choice] : $0.last }
      if let mend = Mend(changes, to: app.tree, frozen: frozen), isNew(mend) { return mend }
    }
    for rule in rules {
      if let mend = Mend(rule(errors, app), to: app.tree, frozen: frozen), isNew(mend) {
        return mend
      }
    }
    for change in proposed.lazy.compactMap(\.first) {
      if let mend = Mend([change], to: app.tree, frozen: frozen), isNew(mend) { return mend }
    }
    return nil
  }

  private static let rules: [@Sendable ([Diagnostic], AppCode) -> [Change]] = [
    MissingImport.changes, MissingAccess.changes, MissingEffect.changes, NamingCollision.changes,
    StandardStreams.changes, SharedConstant.changes, MissingSendable.changes,
    MissingIsolation.changes,
  ]
}
