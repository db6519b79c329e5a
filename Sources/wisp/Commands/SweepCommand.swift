import ArgumentParser
import Foundation
import WispCore

/// `wisp gc`: see its abstract.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Discard the apps that have expired, empty the trash and trim the caches.",
    discussion: """
      Examples:
        wisp gc --dry-run   show what would be removed
        wisp gc             remove it

      Expired apps move to the trash. Apps that have been in the trash for a day are deleted. wisp also \
      removes the builds of apps and of other toolchains, and the tools of `wisp once` that were not used \
      for a month or exceed the cache_budget of the configuration. The first command of a day does all of \
      this automatically, except for the builds.
      """)

  @Flag(name: [.customShort("n"), .long], help: "Only show what would be removed.")
  var dryRun = false

  func run() throws {
    let workbench = Workbench()
    try workbench.home.usingReserve { try sweep(workbench) }
  }

  private func sweep(_ workbench: Workbench) throws {
    let budget = try workbench.configuration().cacheBudget ?? ToolCache.usualBudget
    let store = try AppStore(home: workbench.home)
    let swept = try dryRun ? store.dueForSweep() : store.sweep()
    let builds = try dryRun ? store.idleBuilds(idleFor: 0) : store.removeBuilds(idleFor: 0)
    if !dryRun { workbench.sweepCache(idleFor: 0) }
    let tools = ToolCache(home: workbench.home).trim(budget: budget, onlyCounts: dryRun)
    // Without a sandbox or a toolchain there is nothing to tell them apart by.
    let bytes = (try? workbench.checker())?.removeStalePreparations(onlyCounts: dryRun) ?? 0
    let (one, many) = dryRun ? ("would be", "would be") : ("is", "are")
    for id in swept.discarded {
      Output.line("\(id) has expired and \(one) in the trash for a day")
    }
    for id in swept.gone { Output.line("\(id) \(one) gone from the trash") }
    if bytes > 0 {
      Output.line("\(DirectorySize.text(bytes)) of builds for other toolchains \(many) gone")
    }
    for id in builds { Output.line("\(id): build \(one) removed; `wisp run` builds it again") }
    if tools.tools > 0 {
      Output.line(
        "\(tools.tools) tool\(tools.tools == 1 ? "" : "s") of `wisp once`, "
          + "\(DirectorySize.text(tools.bytes)), \(tools.tools == 1 ? one : many) gone")
    }
    if swept.isEmpty, builds.isEmpty, bytes == 0, tools.tools == 0 {
      Output.line("Nothing to sweep.")
    }
  }
}
