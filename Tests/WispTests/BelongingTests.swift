import Foundation
import TestSupport
import Testing

/// What makes a command-line tool at home: help with examples, a man page, completions, suggestions.
@Suite struct BelongingTests {
  private struct Help: Decodable {
    var commandName: String
    var discussion: String?
    var subcommands: [Help]?

    /// This command and those below it, each with the words that call it.
    func all(_ words: [String] = []) -> [(words: [String], help: Help)] {
      let words = words + [commandName]
      return [(words, self)]
        + (subcommands ?? []).filter { $0.commandName != "help" }.flatMap { $0.all(words) }
    }
  }

  private func help(_ wisp: WispProgram) async throws -> Help {
    struct Dump: Decodable { var command: Help }
    let run = try await wisp.run(["--experimental-dump-help"])
    return try JSONDecoder().decode(Dump.self, from: Data(run.output.utf8)).command
  }

  @Test func everyHelpHasAnExample() async throws {
    for (words, help) in try await help(WispProgram()).all() {
      let text = help.discussion ?? ""
      #expect(text.contains("Example"), "\(words.joined(separator: " "))")
      #expect(text.contains("wisp"), "\(words.joined(separator: " "))")
    }
  }

  @Test func theManPageIsTheDefinitions() async throws {
    let root = Checkout.root
    let wisp = try WispProgram()
    let made = try await WispProgram.run(
      "/usr/bin/env", ["python3", root + "/Scripts/man", Checkout.products + "/wisp"],
      environment: wisp.environment, directory: root)
    #expect(made.status == 0, "\(made.errors)")
    let page = try String(contentsOfFile: root + "/Documentation/wisp.1", encoding: .utf8)
    #expect(made.output == page, "Run `make man` and commit Documentation/wisp.1.")
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func completionScripts(shell: String) async throws {
    let run = try await WispProgram().run(["--generate-completion-script", shell])
    #expect(run.status == 0)
    #expect(run.output.contains("once"))
    #expect(run.output.contains("discard"))
  }

  /// A home with two apps that were never written: their model fails at once.
  private func home() async throws -> (WispProgram, [String]) {
    let wisp = try WispProgram(["WISP_MODEL": "command:exit 7"])
    for name in ["first", "second"] {
      #expect(try await wisp.run(["new", "--name", name, "count the words"]).status == 3)
    }
    let apps = try await wisp.run(["ls", "--json"]).events.compactMap { $0["app"] as? String }
    #expect(apps.count == 2)
    return (wisp, apps)
  }

  @Test func namesAreCompletedAndGuessed() async throws {
    let (wisp, _) = try await home()
    let completed = try await wisp.run(["---completion", "show", "--", "positional@0", "2", "0"])
    #expect(completed.status == 0)
    let words = completed.output.split(separator: "\n").map(String.init)
    #expect(words == ["first", "second"])
    let shown = try await wisp.run(["show", "frist"])
    #expect(shown.status == 1)
    #expect(shown.errors.contains("Did you mean first?"))
  }

  @Test func discardingAll() async throws {
    let (wisp, apps) = try await home()
    #expect(try await wisp.run(["keep", apps[0]]).status == 0)
    let refused = try await wisp.run(["discard", "--all"])
    #expect(refused.status == 2)
    #expect(refused.errors.contains("--unkept"))
    let unkept = try await wisp.run(["discard", "--all", "--unkept"])
    #expect(unkept.status == 0)
    #expect(unkept.output.hasPrefix("1 app is in the trash"))
    #expect(
      try await wisp.run(["ls", "--json"]).events.map { $0["app"] as? String } == [apps[0]])
    #expect(try await wisp.run(["discard", "--all", "--yes"]).status == 0)
    #expect(try await wisp.run(["ls", "--json"]).output == "")
    #expect(
      try await wisp.run(["discard", "--all", "--unkept"]).output == "Nothing to discard.\n")
  }

  @Test(arguments: [
    (["discrad", "first"], "wisp discard first"), (["shwo"], "wisp show"),
    (["lst", "--all"], "wisp ls"), (["confgi", "get"], "wisp config get"),
  ]) func commandsAreGuessed(arguments: [String], guess: String) async throws {
    let run = try await WispProgram().run(arguments)
    #expect(run.status == 2)
    #expect(run.errors.contains("Did you mean `\(guess)`?"), "\(run.errors)")
  }

  /// Kept as its user wrote it, but for the keys that are set.
  @Test func theConfigurationFile() async throws {
    let wisp = try WispProgram(["EDITOR": "sed -i s/2w/3w/"])
    let path = wisp.folder + "/.config/wisp/config.toml"
    #expect(try await wisp.run(["config", "get", "ttl"]).status == 1)
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try await wisp.run(["config", "set", "ttl", "2w"]).status == 0)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("\nttl = \"2w\"\n"))
    #expect(text.contains("# model = "))
    #expect(try await wisp.run(["config", "edit"]).status == 0)
    #expect(try await wisp.run(["config", "get", "ttl"]).output == "3w\n")
    for (key, value) in [
      ("ttl", "soon"), ("cache_budget", "much"), ("budget", "\""), ("day_budget", "lots"),
      ("model", "opnai/gpt"), ("model", "gpt-5"), ("model", "command:"), ("model", " "),
    ] {
      let run = try await wisp.run(["config", "set", key, value])
      #expect(run.status == 2)
      #expect(run.errors.contains(key), "\(run.errors)")
    }
    #expect(
      try String(contentsOfFile: path, encoding: .utf8)
        == text.replacing("2w", with: "3w")
    )
    #expect(try await wisp.run(["config", "set", "ttl"]).status == 0)
    #expect(
      try await wisp.run(["config", "get", "--json"]).output
        == "{\"budget\":null,\"cache_budget\":null,\"day_budget\":null,\"model\":null,\"stronger\":null,\"ttl\":null}\n"
    )
    #expect(try await wisp.run(["config", "set", "no_such_key", "1"]).status == 2)
    #expect(try await wisp.run(["config", "set", "stronger", "none"]).status == 0)
    #expect(try await wisp.run(["config", "get", "stronger"]).output == "none\n")
    #expect(try await wisp.run(["config", "unset", "stronger"]).status == 0)

    #expect(try await wisp.run(["config", "set", "model", "anthropic/m"]).status == 0)
    let keyless = try await wisp.run(["new", "count words"])
    #expect(keyless.status == 3)
    #expect(keyless.errors.contains("\(path) names the model anthropic/m."), "\(keyless.errors)")
    #expect(try await wisp.run(["config", "unset", "model"]).status == 0)
    #expect(try await wisp.run(["config", "get", "model"]).status == 1)
  }

  /// A model without a provider, and what named it.
  @Test(
    arguments: [
      (["--model", "opnai/gpt", "count words"], [:], 3, "--model names the model opnai/gpt."),
      (["count words"], ["WISP_MODEL": "opnai/gpt"], 3, "WISP_MODEL names the model opnai/gpt."),
      (["count words"], [:], 2, "/wisp/config.toml: model = \"opnai/gpt\" cannot be used."),
    ] as [([String], [String: String], Int32, String)])
  func whatNamedTheModel(
    _ words: [String], environment: [String: String], status: Int32, says: String
  ) async throws {
    let wisp = try WispProgram(environment)
    let folder = wisp.folder + "/.config/wisp"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if status == 2 {
      try "model = \"opnai/gpt\"\n".write(
        toFile: folder + "/config.toml", atomically: true, encoding: .utf8)
    }
    let run = try await wisp.run(words)
    #expect((run.status, run.output) == (status, ""))
    #expect(run.errors.contains(says), "\(run.errors)")
    #expect(run.errors.contains("There is no provider for the model “opnai/gpt”."))
    // The file is mended by the command that it is changed with.
    if status == 2 {
      #expect(try await wisp.run(["config", "set", "model", "builtin"]).status == 0)
      #expect(try await wisp.run(["config", "get", "model"]).output == "builtin\n")
    }
  }
}
