import Apps
import ArgumentParser
import Reports
import Terminal
import Workbench

/// `wisp show`: see its abstract.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show an app: what it does, its state, examples, files and cost.",
    discussion: """
      Examples:
        wisp show
        wisp show csv-sum --code
        wisp show --verbose     every failure
      """)

  @OptionGroup var app: AppArgument

  @Flag(help: "Print the files, too.")
  var code = false

  @Flag(name: .shortAndLong, help: "Show every failure in full.")
  var verbose = false

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    let face = Face()
    let app = try await face.workbench.store().find(app.app)
    if json {
      try Output.json(try face.workbench.details(of: app))
    } else {
      try face.show(app, code: code, verbose: verbose)
    }
  }
}

extension Face {
  /// Shows one app: what it does, its state, examples, files, cost.
  func show(_ app: AppStore.Found, code: Bool, verbose: Bool) throws {
    let details = try workbench.details(of: app)
    for line in DetailLines(code: code, verbose: verbose).lines(details) { Output.line(line) }
  }
}
