/// The result of looking for an app by its name, its id or the beginning of its id.
package enum Lookup: Sendable, Equatable {
  case found(AppRecord)
  /// The names it could mean, newest first; ids of those in the trash, where names may be shared.
  case ambiguous([String])
  case none

  /// Finds the app that `text` names among `apps`, which are sorted newest first.
  ///
  /// The name of a kept app wins, then any app's name, then an id wherever the app is, then the beginning
  /// of a name or an id. Names and beginnings are looked for among the apps, then among the tools of
  /// `wisp once`, then in the trash. Nil is the newest app that is no tool and not in the trash.
  package init(_ text: String?, among apps: [AppRecord]) {
    guard let text else {
      self = apps.first { !$0.isTrashed && !$0.isTool }.map { .found($0) } ?? .none
      return
    }
    let wanted = text.lowercased()
    let trashed = apps.filter(\.isTrashed)
    let living = apps.filter { !$0.isTrashed }
    let named = living.filter { $0.name == wanted }
    let ranks = [
      named.filter(\.isKept), named.filter { !$0.isTool }, named, apps.filter { $0.id == wanted },
      living.filter { !$0.isTool && $0.begins(with: wanted) },
      living.filter { $0.isTool && $0.begins(with: wanted) },
      trashed.filter { $0.name == wanted }, trashed.filter { $0.begins(with: wanted) },
    ]
    guard !text.isEmpty, let matches = ranks.first(where: { !$0.isEmpty }) else {
      self = .none
      return
    }
    self = matches.count == 1 ? .found(matches[0]) : .ambiguous(matches.map(\.handle))
  }
}

extension AppRecord {
  /// What to type to mean this app alone.
  package var handle: String { isTrashed ? id : name }

  fileprivate func begins(with text: String) -> Bool { name.hasPrefix(text) || id.hasPrefix(text) }
}
