import ArgumentParser
import Reports
import Terminal
import Workbench

/// `wisp compare`: see its abstract.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Run two iterations on the same inputs and show what differs.",
    discussion: """
      Examples:
        wisp compare            the newest iteration and the one before
        wisp compare APP 2..4   iterations 2 and 4; commits and HEAD~1 work, too

      The inputs are the examples of both and forty inputs made from them. No model is asked.
      """)

  @Argument(
    help: ArgumentHelp(
      "The app (default: the newest) and two iterations (default: the last two).",
      valueName: "app> <a..b"),
    completion: AppCompletion.present)
  var words: [String] = []

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    let (name, range) = try named()
    let face = Face()
    let app = try face.find(name, in: await face.workbench.store())
    let compared = try await Interrupts.cancelling {
      try await face.workbench.compare(app, range: range)
    }
    if json { return try Output.json(compared) }
    let behaviour = compared.behaviour
    Output.line("\(compared.name)  \(behaviour.from.prefix(7)) → \(behaviour.to.prefix(7))")
    let lines = ComparisonLines(compared: behaviour, most: 10, rest: "wisp compare --json")
    for line in lines.report { Output.line(line) }
  }
}
