import ArgumentParser

/// `wisp once "DESCRIPTION"` and `wisp once "DESCRIPTION" -- ARGS`: without options, as scripts call it.
///
/// Told apart without the parser, which takes longer to read the declarations of all options than a cached
/// tool takes to run. What is written in another form is left to the parser, and so is what is wrong.
struct PlainOnce {
  let description: String
  let arguments: [String]

  /// Nil for any other command line.
  init?(_ words: [String]) {
    guard words.count >= 2, words[0] == OnceCommand.configuration.commandName,
      !words[1].hasPrefix("-"), words.count == 2 || words[2] == "--"
    else { return nil }
    description = words[1]
    arguments = Array(words.dropFirst(3))
  }

  /// Runs standard input through the tool that there is, or makes one.
  ///
  /// - Throws: The tool's exit code, too.
  func run() async throws {
    let once = try OnceFace(Face(), description, arguments: arguments)
    if let tool = once.pipe.cached { throw ExitCode(try await once.run { try await $0.run(tool) }) }
    let command = try await OnceCommand.asyncParse([description, "--"] + arguments)
    try await command.make(once, named: nil)
  }
}
