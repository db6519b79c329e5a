/// What a text that names an app came to.
package enum Lookup: Sendable, Equatable {
  case found(AppRecord)
  /// The ids it could mean, newest first.
  case ambiguous([String])
  case none

  /// Finds the app that `text` names among `apps`, which are sorted newest first.
  ///
  /// An exact id wins, wherever the app is. Then come names and then beginnings of ids, first among
  /// the apps that are not in the trash, and only where none of those matches, in the trash. Nil is
  /// the newest app that is not in the trash.
  package init(_ text: String?, among apps: [AppRecord]) {
    guard let text else {
      self = apps.first { !$0.isTrashed }.map { .found($0) } ?? .none
      return
    }
    let wanted = text.lowercased()
    if let exact = apps.first(where: { $0.id == wanted }) {
      self = .found(exact)
      return
    }
    for trashed in [false, true] where !text.isEmpty {
      let candidates = apps.filter { $0.isTrashed == trashed }
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
