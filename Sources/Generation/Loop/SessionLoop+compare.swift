import Apps
import Events
import History
import Toolchain

/// What a change changed: the app as it is now, beside the version that was verified before.
extension SessionLoop {
  /// Keeps the version that the session changes, so that both can be compared in the end.
  mutating func keepEarlier() async throws {
    guard session.request.kind != .new, let verified = try parts.history.newestVerified() else {
      return
    }
    let tree = try parts.history.tree(at: verified.commit)
    guard let manifest = tree.manifest else { return }
    let version = AppVersion(commit: verified.commit, tree: tree, manifest: manifest)
    earlier = version
    await workshop.keep(
      version, program: parts.app.program(of: try parts.history.treeID(at: verified.commit)))
  }

  /// Tells what the change changed, once the app is verified.
  ///
  /// If that cannot be found out, the app is verified all the same.
  mutating func compareWithEarlier() async throws {
    guard let earlier, earlier.tree != session.work.tree, let manifest = session.work.manifest,
      let head = try parts.history.head()
    else { return }
    let version = AppVersion(commit: head, tree: session.work.tree, manifest: manifest)
    do {
      let compared = try await clock.before("the results had not been compared", endsAtStop: true) {
        [workshop, scratch = parts.app.scratch] in
        try await workshop.compare(version, in: scratch)
      }
      guard let compared else { return }
      session.compared = compared
      events.emit(.behaviourCompared(compared))
    } catch {
      note("what the change changed is not known: \(error)")
    }
  }
}
