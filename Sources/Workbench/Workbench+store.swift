package import Apps
import Foundation

extension Workbench {
  /// The apps of this home.
  ///
  /// On the way what killed runs left is seen to, programs of idle apps are removed and, once a day, what has
  /// expired is discarded and caches are trimmed.
  ///
  /// - Throws: Where the home cannot be used.
  package func store() async throws -> AppStore {
    let store = try AppStore(home: home)
    if let damaged = store.catalog.setAside { tell(.listMadeAnew(damaged: damaged)) }
    for mark in RunMark.left(in: home) { await LeftoverCare(self).finish(mark) }
    for path in home.openFolders { tell(.openToOthers(path)) }
    _ = try store.removeBuilds(idleFor: AppStore.idleSeconds)
    sweepCache()
    if store.claimSweep() { sweepQuietly(store) }
    return store
  }

  /// Sweeps without ever standing in the way of what was asked for.
  private func sweepQuietly(_ store: AppStore) {
    let budget = (try? configuration())?.cacheBudget
    ToolCache(home: home).trim(budget: budget ?? ToolCache.usualBudget)
    RuntimeCopies.removeUnused(in: home)
    let known = (try? store.catalog.names()) ?? [:]
    guard let swept = try? store.sweep(), !swept.discarded.isEmpty else { return }
    tell(.expired(swept.discarded.map { known[$0] ?? $0 }))
  }
}
