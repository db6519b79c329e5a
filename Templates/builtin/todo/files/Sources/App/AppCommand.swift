import AppCore
import ArgumentParser

struct AppCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "__NAME__",
    abstract: "Keeps a to-do list in todo.json.",
    subcommands: [Add.self, List.self, Done.self, Remove.self],
    defaultSubcommand: List.self)
}

/// Loads the list, changes it, saves it and prints it.
private func change(_ body: (inout TodoList) throws -> Void) throws {
  let file = JSONFile(path: "todo.json", empty: TodoList())
  let before = try file.load()
  var list = before
  try body(&list)
  if list != before { try file.save(list) }
  for line in list.lines { print(line) }
}

struct Add: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Add an entry.")

  @Argument(help: "What there is to do.") var text: [String]

  mutating func run() throws {
    let text = text.joined(separator: " ")
    try change { list in try list.add(text) }
  }
}

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Show all entries.")

  mutating func run() throws {
    try change { _ in }
  }
}

struct Done: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Mark an entry as done.")

  @Argument(help: "The entry's number in the list.") var number: Int

  mutating func run() throws {
    let number = number
    try change { list in try list.finish(number) }
  }
}

struct Remove: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Remove an entry.")

  @Argument(help: "The entry's number in the list.") var number: Int

  mutating func run() throws {
    let number = number
    try change { list in _ = try list.remove(number) }
  }
}
