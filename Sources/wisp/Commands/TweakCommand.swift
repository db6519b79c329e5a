import ArgumentParser
import Catalog
import Foundation
import Workbench

/// `wisp tweak`: see its abstract.
struct TweakCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tweak", abstract: "Change an app. The change is added to its history.",
    discussion: """
      Examples:
        wisp tweak "ignore case"
        wisp tweak csv-sum "sort by the sum"

      The contract of an app is its examples and tests. A tweak may add to it and change it; the changes \
      are shown with + and -. If a tweak drops or changes an accepted example, wisp asks you on a \
      terminal. Without a terminal the example stays, unless you give --yes.
      """)

  @Argument(
    help: ArgumentHelp(
      "The app (default: the newest) and the change in plain English, in quotes.",
      valueName: "app> <change"),
    completion: AppCompletion.present)
  var words: [String] = []

  @OptionGroup var options: GenerationOptions

  func run() async throws {
    let face = options.face
    let store = try await face.workbench.store()
    guard let change = words.last, words.count <= 2 else {
      throw UsageError(
        "Say what to change, in quotes: wisp tweak \"ignore case\", or wisp tweak APP \"ignore case\"."
      )
    }
    if words.count == 1, change.wholeMatch(of: /[a-z0-9-]+/) != nil,
      try store.catalog.find(change) != .none
    {
      throw UsageError(
        "\(change) is an app. Say what to change, in quotes: wisp tweak \(change) \"ignore case\"")
    }
    let app = try store.find(words.count == 2 ? words[0] : nil)
    throw try await SessionFace(face: face, display: options.display).change(
      app, in: store, change, limits: try options.limits(face.workbench), options.settings
    ).exit
  }
}
