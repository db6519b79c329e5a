import Foundation
import LoopbackModel
import Testing

/// What a program sees is the same in `once`, `run` and the examples of `verify`, each started as a user does.
struct WorldTests {
  /// How the facts begin that a terminal changes.
  private static let ofATerminal = [
    "variable: TERM=", "descriptor ", "flags ", "file: /dev/console ",
  ]

  @Test(.timeLimit(.minutes(4)))
  func whatAnExampleSeesIsWhatARunSees() async throws {
    let server = try LoopbackModel.start(replies: [.text(ProbeApp.reply())])
    defer { server.stop() }
    let wisp = try WispProgram(
      [
        "ANTHROPIC_API_KEY": "sk-ant-of-the-test", "ANTHROPIC_BASE_URL": server.baseURL,
        "WISP_MODEL": "anthropic/m",
      ], name: "world")
    let script = try String(
      contentsOfFile: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../ToolchainTests/Difference/world.sh").path, encoding: .utf8)
    // The cache of the tests may lie on another disk than the home of this one.
    let line =
      "run " + Data(script.replacing("%n %d", with: "%n").utf8).base64EncodedString() + "\n"

    let made = try await wisp.run(
      ["once", "run scripts \(UUID())", "--keep", "shell"], input: line)
    #expect(made.status == 0, "\(made.errors)")
    let facts = made.output.split(separator: "\n").map(String.init)
    #expect(facts.count > 150)
    let app = try #require(try wisp.appFolders().first)
    let name = URL(filePath: app).lastPathComponent

    for arguments in [[], ["--timeout", "7"], ["--no-limit"], ["--max-output", "3"]] {
      let run = try await wisp.run(["run", name] + arguments, input: line)
      #expect(run.output.split(separator: "\n").map(String.init) == facts, "\(run.errors)")
    }

    // On a terminal it has one of its own. That and its variables are all that differs.
    let typed = try await PseudoTerminal.run(
      wisp, ["run", name], steps: [("", .type(line)), ("time: ", .type("\u{04}"))])
    // What was typed is echoed before the first line; the last is of wisp.
    let shown = typed.output.split { $0.isNewline }.map(String.init).filter {
      $0.contains(": ") && !$0.contains("sandbox: ")
    }
    let isOfATerminal = { (fact: String) in Self.ofATerminal.contains { fact.hasPrefix($0) } }
    #expect(
      facts.filter { fact in !isOfATerminal(fact) && !shown.contains { $0.hasSuffix(fact) } } == [])
    #expect(
      shown.filter { line in !isOfATerminal(line) && !facts.contains { line.hasSuffix($0) } } == [])

    let package = wisp.folder + "/package"
    try FileManager.default.copyItem(atPath: app + "/tree", toPath: package)
    let manifest: [String: Any] = [
      "name": "probe", "summary": "Runs scripts", "template": "filter",
      "examples": [
        ["name": "world", "stdin": line, "expect": ["stdout": ["equals": made.output]]]
      ],
    ]
    try JSONSerialization.data(withJSONObject: manifest)
      .write(to: URL(filePath: package + "/wisp.json"))
    let verified = try await wisp.run(["verify", package])
    #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
  }
}
