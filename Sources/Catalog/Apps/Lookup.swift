/// The result of looking for an app by its name, its id or the beginning of its id.
package enum Lookup: Sendable, Equatable {
  case found(AppRecord)
  /// The ids it could mean, newest first.
  case ambiguous([String])
  case none

  /// Finds the app that `text` names among `apps`, which are sorted newest first.
  ///
  /// An exact id wins, wherever the app is. Then come names and then beginnings of ids: first among the
  /// apps, only if none of those matches among the tools of `wisp once`, and at last in the trash. Nil is
  /// the newest app that is no tool and not in the trash.
  package init(_ text: String?, among apps: [AppRecord]) {
    guard let text else {
      self = apps.first { !$0.isTrashed && !$0.isTool }.map { .found($0) } ?? .none
      return
    }
    let wanted = text.lowercased()
    if let exact = apps.first(where: { $0.id == wanted }) {
      self = .found(exact)
      return
    }
    let ranks = [
      apps.filter { !$0.isTrashed && !$0.isTool }, apps.filter { !$0.isTrashed && $0.isTool },
      apps.filter(\.isTrashed),
    ]
    for candidates in ranks where !text.isEmpty {
      for matches in [
        candidates.filter { $0.name == text }, candidates.filter { $0.id.hasPrefix(wanted) },
      ] {
        if let only = matches.first {
          self = matches.count == 1 ? .found(only) : .ambiguous(matches.map(\.id))
          return
        }
      }
    }
    self = .none
  }
}
