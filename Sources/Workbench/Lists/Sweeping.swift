package import Apps
import Files

/// What a sweep let go, or would.
package struct SweepReport: Sendable, Equatable {
  /// Apps that expired, and are in the trash; apps that are gone from there.
  package var apps = AppStore.Sweep()
  /// Apps whose build was removed.
  package var builds: [String] = []
  /// Bytes of builds for other toolchains, and of Swift's libraries that no installed tool needs any more.
  package var staleBytes = 0
  /// Tools of `wisp once`, and what they took.
  package var tools = 0
  package var toolBytes = 0

  /// What the apps are, or were, called, by id.
  var names: [String: String] = [:]

  package var isEmpty: Bool { apps.isEmpty && builds.isEmpty && staleBytes == 0 && tools == 0 }

  /// The name of an app that is told of, its id if nobody knows it.
  package func name(of id: String) -> String { names[id] ?? id }
}

extension Workbench {
  /// Discards what has expired, empties the trash and trims caches.
  ///
  /// - Parameter onlyCounts: Whether everything stays.
  /// - Returns: What went, or would.
  /// - Throws: `UsageError` if the configuration cannot be used; `FileFailure`.
  package func sweep(onlyCounts: Bool) async throws -> SweepReport {
    try await home.usingReserve {
      let budget = try configuration().cacheBudget ?? ToolCache.usualBudget
      let store = try AppStore(home: home)
      var report = SweepReport()
      report.names = try store.catalog.names()
      report.apps = try onlyCounts ? store.dueForSweep() : store.sweep()
      report.builds =
        try onlyCounts ? store.idleBuilds(idleFor: 0) : store.removeBuilds(idleFor: 0)
      if !onlyCounts { sweepCache(idleFor: 0) }
      let tools = ToolCache(home: home).trim(budget: budget, onlyCounts: onlyCounts)
      (report.tools, report.toolBytes) = (tools.tools, tools.bytes)
      // Without a sandbox or a toolchain there is nothing to tell them apart by.
      report.staleBytes =
        (try? checker())?.removeStalePreparations(onlyCounts: onlyCounts) ?? 0
      report.staleBytes += RuntimeCopies.removeUnused(in: home, onlyCounts: onlyCounts)
      return report
    }
  }
}
