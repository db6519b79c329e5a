import Events
import Workspace

/// A contract that a reply changes, and what came of it.
struct SettledContract: Sendable {
  var change: ContractChange
  /// What holds from now on.
  var manifest: AppManifest
  /// Whether the user's examples were put back.
  var isRestored = false
  /// Whether the user has agreed to what the change drops or alters.
  var isAgreed = false
}

extension SessionLoop {
  /// Shows what a reply changes of the contract, and asks if accepted examples are dropped or altered.
  ///
  /// Without a yes they go back into the contract. `isAllowed` says that the user has let this reply change the
  /// contract already.
  ///
  /// - Returns: Nil if the contract stays as it is.
  func settle(
    _ proposed: Contract.Acceptance, isAllowed: Bool
  ) async throws -> SettledContract? {
    guard session.request.kind != .new, let known = session.work.manifest,
      proposed.manifest != known
    else { return nil }
    let change = ContractChange(from: session.talk.agreed ?? known, to: proposed.manifest)
    var settled = SettledContract(change: change, manifest: proposed.manifest)
    guard !change.isEmpty else { return settled }
    // Who was asked has seen it.
    if !isAllowed { events.emit(.contractChanged(change)) }
    guard let agreed = session.talk.agreed, change.losesExamples else { return settled }
    // What was answered with no is not asked again.
    let isRefused = Set(change.lost).isSubset(of: session.talk.putBack)
    settled.isAgreed = isAllowed
    if !isAllowed, !isRefused { settled.isAgreed = try await parts.asker.permit(.change(change)) }
    settled.isRestored = !settled.isAgreed
    guard settled.isRestored else { return settled }
    settled.manifest = proposed.manifest.keeping(examplesOf: agreed)
    events.emit(.contractKept(ContractKept(examples: change.lost)))
    return settled
  }

  /// Shows what a tree would make of the contract, before the user is asked whether it may.
  func showChange(by tree: FileTree) {
    guard let known = session.talk.agreed ?? session.work.manifest,
      let proposed = tree.manifest
    else { return }
    let change = ContractChange(from: known, to: proposed)
    if !change.isEmpty { events.emit(.contractChanged(change)) }
  }

  /// Notes what was settled, for the next request and the next commit.
  mutating func take(_ settled: SettledContract, _ changed: [SafePath]) {
    if settled.isAgreed { session.talk.agreed = settled.manifest }
    session.talk.putBack = settled.isRestored ? settled.change.lost : []
    session.talk.contestedTests = settled.isRestored ? Set(changed.filter(AppLayout.isTest)) : []
    session.talk.contractLines =
      settled.change.lines.map(\.visible)
      + session.talk.putBack.map {
        "kept, although the change drops or alters it: example \($0)".visible
      }
  }
}
