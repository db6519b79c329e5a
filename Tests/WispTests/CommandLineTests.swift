import Foundation
import Testing

/// Arguments that cannot be right: exit 2, a message that says what to write, nothing created.
@Suite struct CommandLineTests {
  @Test(arguments: [
    ([], "Say what you need"),
    (["lss"], "wisp ls"),
    (["install", "--help"], "Did you mean `wisp keep --install --help`?"),
    (["quux", "-h"], "There is no command quux. `wisp help` lists the commands."),
    (["new", ""], "Say what you need"),
    (["--max-rounds", "0", "count words in a text"], "--max-rounds"),
    (["--budget", "lots", "count words in a text"], "20k"),
    (["--timeout", "-3", "count words in a text"], "--timeout"),
    (["--name", "Bad Name", "count words in a text"], "lower-case"),
    (["--template", "nope", "count words in a text"], "filter"),
    (["--with", "/no/such/file", "count words in a text"], "/no/such/file"),
    (["--example", "nonsense", "count words in a text"], "=>"),
    (["--ttl", "soon", "count words in a text"], "7d"),
    (["--no-such-option", "count words in a text"], "no-such-option"),
    (["apply", "--dir", "/no/such/dir"], "/no/such/dir"),
    (["tweak"], "wisp tweak"),
    (["diff", "a", "b", "c"], "wisp diff"),
    (["compare", "a", "b", "c"], "wisp compare"),
    (["sandbox"], "--"),
  ]) func refuses(arguments: [String], says: String) async throws {
    let wisp = try WispProgram()
    let run = try await wisp.run(arguments)
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.errors.contains(says), "\(run.errors)")
    #expect(run.output == "")
    let apps = (try? FileManager.default.contentsOfDirectory(atPath: wisp.home + "/apps")) ?? []
    #expect(apps == [])
  }

  @Test(arguments: ["run", "show", "log", "undo", "resume", "keep", "discard", "restore"])
  func withoutAnyApp(command: String) async throws {
    let run = try await WispProgram().run([command])
    #expect(run.status == 1)
    #expect(run.errors.contains("no app"))
  }

  @Test func helpAndVersion() async throws {
    let wisp = try WispProgram()
    let help = try await wisp.run(["--help"])
    #expect(help.status == 0)
    for command in [
      "tweak", "resume", "run", "ls", "keep", "discard", "restore", "verify", "apply",
    ] {
      #expect(help.output.contains("\n  \(command) "), "\(command)")
    }
    // However it is asked for.
    #expect(try await wisp.run(["-h"]).output == help.output)
    #expect(try await wisp.run(["help"]).output == help.output)
    #expect(try await wisp.run(["--version"]).output == "0.1.0\n")
  }

  /// Each command is parsed by itself, and yet speaks as a part of the whole.
  @Test func aCommandSpeaksAsAPartOfTheWhole() async throws {
    let wisp = try WispProgram()
    for (arguments, usage, more) in [
      (["ls", "--nope"], "Usage: wisp ls [--all] [--tools] [--json]", "wisp ls --help"),
      (["once", "a", "b"], "Usage: wisp once ", "wisp once --help"),
      (["once", "---completion"], "Usage: wisp [", "wisp --help"),
    ] {
      let run = try await wisp.run(arguments)
      #expect((run.status, run.output) == (2, ""))
      #expect(run.errors.contains("\n" + usage), "\(run.errors)")
      #expect(run.errors.contains("See '\(more)' for more information."), "\(run.errors)")
    }
    let help = try await wisp.run(["help", "once"])
    #expect(help.output.contains("USAGE: wisp once "))
    #expect(try await wisp.run(["once", "--help"]).output == help.output)
    #expect(try await wisp.run(["once", "a", "--help"]).output == help.output)
  }

  /// What brings thirty other libraries along is loaded by the commands that use it.
  @Test func aStartLoadsNoLibraryThatItDoesNotUse() async throws {
    let wisp = try WispProgram(["LD_DEBUG": "files", "WISP_MODEL": "ollama/m"])
    let list = try await wisp.run(["ls"]).errors
    #expect(list.contains("libsqlite3"))
    #expect(!list.contains("libgit2") && !list.contains("libcurl"))
    let asked = try await wisp.run(["new", "count the words in a text"]).errors
    #expect(asked.contains("libgit2") && asked.contains("libcurl"))
  }

  @Test func promptSendsNothing() async throws {
    let run = try await WispProgram().run(["prompt", "count the words in a text"])
    #expect(run.status == 0)
    #expect(run.output.contains("count the words in a text"))
    #expect(run.output.contains("wisp.json"))
    #expect(run.errors.contains("tokens"))
  }

  @Test func anUnwritableHome() async throws {
    let wisp = try WispProgram(["WISP_HOME": "/proc/nowhere"])
    let run = try await wisp.run(["ls"])
    #expect(run.status == 1)
    #expect(run.errors.contains("/proc/nowhere"))
    #expect(run.errors.contains("WISP_HOME"))
  }
}
