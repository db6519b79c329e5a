import AppCore
import ArgumentParser

struct AppCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "starter",
    abstract: "Counts how often it was asked to.",
    subcommands: [Count.self])
}

struct Count: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Count once more.")

  mutating func run() throws {
    let file = JSONFile(path: "tally.json", empty: Tally())
    var tally = try file.load()
    tally.count()
    try file.save(tally)
    print(tally.total)
  }
}
