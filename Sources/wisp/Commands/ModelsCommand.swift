import ArgumentParser
import LLM
import Workspace

/// `wisp models`: see its abstract.
struct ModelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "Show which models were found, which would be used, and why.",
    discussion: """
      Examples:
        wisp models
        wisp models --all

      Choose with --model PROVIDER/MODEL or WISP_MODEL. `wisp doctor --model PROVIDER/MODEL` tries one.
      """)

  @Flag(help: "Ask every provider whose key is set for all of its models; costs nothing.")
  var all = false

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() async throws {
    let workbench = Workbench()
    let listings = try await ModelSelection.listing(
      environment: workbench.environment, configured: workbench.configuration().model, all: all)
    if json {
      for listing in listings { try Output.json(listing) }
      return
    }
    let rows = listings.map { listing in
      [
        listing.isChosen ? "*" : listing.isReady ? " " : "-", printable(listing.name),
        listing.origin ?? "", limits(listing), printable(listing.note),
      ]
    }
    Output.line(TextTable.aligned(rows))
    workbench.terminal.line(
      "* is used when nothing is named; - lacks something; tokens in and out are the model's limits"
    )
  }

  /// The limits of a model in thousands of tokens, where they are known.
  private func limits(_ listing: ModelListing) -> String {
    let parts = [
      listing.contextTokens.map { "\(max(1, $0 / 1000))k in" },
      listing.outputTokens.map { "\(max(1, $0 / 1000))k out" },
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}
