import Apps
import Generation

/// Sees to the repositories that a run left.
struct LeftoverCare {
  private let workbench: Workbench

  /// Paths that are told one by one.
  private static let mostNamed = 5

  init(_ workbench: Workbench) { self.workbench = workbench }

  /// Renames what the app made, asks about what may be the user's, and takes the mark away.
  func finish(_ mark: RunMark) async {
    let left = mark.leftovers()
    let app = left.isEmpty ? mark.app : workbench.name(of: mark.app)
    tell(mark.setAside(left.found.filter { !$0.mayBeUsers }))
    let unclear = left.found.filter(\.mayBeUsers)
    if !unclear.isEmpty {
      let paths = unclear.map(\.path)
      let suffix = Leftovers.suffix(mark.app)
      let question = Question.setAside(paths, app: app, suffix: suffix)
      // An answer that does not come is none.
      let consent = (try? await workbench.asker.choose(question)) ?? .nobody
      if consent == .yes {
        tell(mark.setAside(unclear))
      } else {
        workbench.tell(.leftRepositories(paths, app: app, suffix: suffix))
      }
    }
    for folder in left.unseen { workbench.tell(.unsearched(folder, app: app)) }
    mark.remove()
  }

  /// Tells of each that was renamed, or could not be.
  func tell(_ renamings: [RunMark.Renaming]) {
    for (old, new) in renamings.prefix(Self.mostNamed) {
      workbench.tell(.renamed(old: old, new: new))
    }
    if renamings.count > Self.mostNamed {
      workbench.tell(.renamedMore(renamings.count - Self.mostNamed))
    }
  }
}
