import ArgumentParser
import Terminal
import Workbench

/// `wisp rename`: see its abstract.
struct RenameCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give an app another name; its launcher moves with it.",
    discussion: """
      Examples:
        wisp rename csv-sum sums    csv-sum is called sums from now on
        wisp rename sums            so is the newest app

      A name belongs to one app. It must not be the name of a command: a launcher of that name could be \
      called in its place.
      """)

  @Argument(
    help: ArgumentHelp("[APP] and its new name.", valueName: "app> <name"),
    completion: AppCompletion.present)
  var words: [String] = []

  func run() async throws {
    guard let name = words.last, words.count <= 2 else {
      throw UsageError("Write wisp rename [APP] NAME, for example: wisp rename csv-sum sums")
    }
    let workbench = Face().workbench
    let store = try await workbench.store()
    let app = try store.find(words.count == 2 ? words[0] : nil)
    let renamed = try workbench.rename(
      app, to: name, in: store, besides: Suggestion.commands)
    Output.line("\(renamed.old) is called \(renamed.new) now")
    if let launcher = renamed.launcher { Output.line("its launcher is \(launcher)") }
  }
}
