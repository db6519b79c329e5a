import Apps
import ArgumentParser
import Terminal
import Workbench

/// `wisp gc`: see its abstract.
struct SweepCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Discard the apps that have expired, empty the trash and trim the caches.",
    discussion: """
      Examples:
        wisp gc --dry-run   show what would be removed
        wisp gc             remove it

      Expired apps move to the trash. Apps that have been in the trash for \(Term.trash.words) are deleted. wisp also \
      removes the builds of apps and of other toolchains, and the tools of `wisp once` that were not used \
      for \(Term.tool.words) or exceed the cache_budget of the configuration. The first command of a day does all of \
      this automatically, except for the builds.
      """)

  @Flag(name: [.customShort("n"), .long], help: "Only show what would be removed.")
  var dryRun = false

  func run() async throws {
    let report = try await Face().workbench.sweep(onlyCounts: dryRun)
    let (one, many) = dryRun ? ("would be", "would be") : ("is", "are")
    for id in report.apps.discarded {
      Output.line(
        "\(report.name(of: id)) has expired and \(one) in the trash for \(Term.trash.words)")
    }
    for id in report.apps.gone {
      Output.line("\(report.name(of: id)) \(one) gone from the trash")
    }
    if report.staleBytes > 0 {
      Output.line(
        "\(DirectorySize.text(report.staleBytes)) of builds for other toolchains \(many) gone")
    }
    for id in report.builds {
      Output.line("\(report.name(of: id)): build \(one) removed; `wisp run` builds it again")
    }
    if report.tools > 0 {
      Output.line(
        "\(report.tools) tool\(report.tools == 1 ? "" : "s") of `wisp once`, "
          + "\(DirectorySize.text(report.toolBytes)), \(report.tools == 1 ? one : many) gone")
    }
    if report.isEmpty { Output.line("Nothing to sweep.") }
  }
}
