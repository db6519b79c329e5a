import ArgumentParser
import LLM

/// `wisp models`: see its abstract.
struct ModelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "Show which models were found, which would be used, and why.",
    discussion: "Choose with --model PROVIDER/MODEL or WISP_MODEL.")

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() async throws {
    let workbench = Workbench()
    let listings = await ModelSelection.listing(environment: workbench.environment)
    if json {
      for listing in listings { try Output.json(listing) }
      return
    }
    let rows = listings.map { listing in
      [
        listing.isChosen ? "*" : listing.isReady ? " " : "-", listing.name, listing.origin ?? "",
        printable(listing.note),
      ]
    }
    Output.line(TextTable.aligned(rows))
    workbench.terminal.line("* is used when nothing is named; - lacks something")
  }
}
