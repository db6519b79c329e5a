import ArgumentParser

/// The argument APP of most commands.
struct AppArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The app: its name, its id or the beginning of either. Default: the newest app.",
      valueName: "app"),
    completion: AppCompletion.present)
  var app: String?
}
