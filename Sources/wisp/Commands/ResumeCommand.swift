import ArgumentParser
import Workbench

/// `wisp resume`: see its abstract.
struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Continue an app that was interrupted or is not verified.",
    discussion: """
      Examples:
        wisp resume
        wisp resume csv-sum --max-rounds 3 --model anthropic
      """)

  @OptionGroup var app: AppArgument
  @OptionGroup var options: GenerationOptions

  func run() async throws {
    let face = options.face
    let store = try await face.workbench.store()
    throw try await SessionFace(face: face, display: options.display).resume(
      try store.find(app.app), in: store, limits: try options.limits(face.workbench),
      options.settings
    ).exit
  }
}
