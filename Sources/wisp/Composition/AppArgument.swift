import ArgumentParser

/// The argument APP of most commands.
struct AppArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "An app: its id, the beginning of it, or its name. Left out: the newest.", valueName: "app"),
    completion: AppCompletion.present)
  var app: String?
}
