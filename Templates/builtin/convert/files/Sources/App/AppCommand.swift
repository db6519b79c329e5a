import AppCore
import ArgumentParser

struct AppCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "__NAME__",
    abstract: "Converts lengths, masses, temperatures, volumes and times.",
    subcommands: [Convert.self, Units.self])
}

struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Convert a value, for example: convert 5 km mi.")

  // A negative value looks like an option, so what is not recognised is taken as a value too.
  @Argument(
    parsing: .allUnrecognized,
    help: "A value and two units; without units from __FROM__ to __TO__.")
  var words: [String]

  mutating func run() throws {
    print(try Conversion(words).line)
  }
}

struct Units: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List all units.")

  mutating func run() throws {
    for line in Conversion.units { print(line) }
  }
}
