import ArgumentParser
import BuiltinModel
import Foundation
import LLM
import Terminal
import Workbench
import Workspace

/// `wisp models`: see its abstract.
struct ModelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "Show which models were found, which one wisp would use, and why.",
    discussion: """
      Examples:
        wisp models
        wisp models --all
        wisp models --builtin    the apps that can be made without a key

      Choose a model with --model PROVIDER/MODEL or with WISP_MODEL. `wisp doctor --model PROVIDER/MODEL` \
      tries a model.
      """)

  @Flag(help: "Ask every provider whose key is set for its list of models. This costs nothing.")
  var all = false

  @Flag(help: "List the apps that the built-in model can make. It needs no key.")
  var builtin = false

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func validate() throws {
    if builtin, all { throw ValidationError("Use either --all or --builtin.") }
  }

  func run() async throws {
    let face = Face()
    if builtin { return try listApps(face) }
    let listings = try await face.workbench.models(all: all)
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
    face.terminal.line(
      "* is the model that is used by default; - lacks something; in and out are the model's limits in tokens"
    )
  }

  /// What the built-in model can make, a sentence to copy below each.
  private func listApps(_ face: Face) throws {
    let apps = try face.workbench.builtinModel().apps
    let isSeen = isatty(STDOUT_FILENO) == 1
    for app in apps {
      if json {
        try Output.json(app)
        continue
      }
      for line in [
        "wisp \"\(app.example)\"", "    \(app.does)", "    it cannot \(app.doesNot)",
      ] {
        Output.line(isSeen ? face.terminal.fitted(line) : line)
      }
    }
    if !json {
      face.terminal.line("You may use other words, and your own names and numbers.")
      face.terminal.line(BuiltinRefusal.connect)
    }
  }

  /// The limits of a model in thousands of tokens, if they are known.
  private func limits(_ listing: ModelListing) -> String {
    let parts = [
      listing.contextTokens.map { "\(max(1, $0 / 1000))k in" },
      listing.outputTokens.map { "\(max(1, $0 / 1000))k out" },
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}
