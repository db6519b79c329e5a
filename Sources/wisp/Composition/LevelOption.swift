import ArgumentParser
import Sandbox

/// `--sandbox LEVEL`, for the commands that run what is not trusted.
struct LevelOption: ParsableArguments {
  @Option(
    name: .customLong("sandbox"),
    help: ArgumentHelp(
      "full (the most this machine has), or landlock: less, for where bubblewrap cannot work.",
      valueName: "level"))
  var level = SandboxLevel.full
}

extension SandboxLevel: ExpressibleByArgument {}
