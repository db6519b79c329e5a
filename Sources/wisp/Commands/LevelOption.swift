import ArgumentParser
import Sandbox

/// `--sandbox LEVEL`, for the commands that run what is not trusted.
struct LevelOption: ParsableArguments {
  @Option(
    name: .customLong("sandbox"),
    help: ArgumentHelp(
      "full: the strongest confinement that this machine has. full-soft: the same without control groups. landlock: less, if bubblewrap cannot work.",
      valueName: "level"))
  var level = SandboxLevel.full
}

extension SandboxLevel: ExpressibleByArgument {}
