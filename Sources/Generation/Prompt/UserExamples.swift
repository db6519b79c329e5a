import Templates
import Workspace

/// The user's own examples, as the model reads them.
struct UserExamples {
  let texts: PromptTexts

  /// One line for each; empty if there are none.
  func text(of examples: [Example]) throws -> String {
    guard !examples.isEmpty else { return "" }
    let lines = try examples.map { "- " + (try line(of: $0)) }
    return try texts.say(.examples, ["examples": lines.joined(separator: "\n")])
  }

  private func line(of example: Example) throws -> String {
    let before = try example.before.map { run in
      try texts.say(.exampleBefore, ["run": self.run(run.arguments, run.stdin)]) + " "
    }
    return try texts.say(
      .example,
      [
        "before": before.joined(), "run": run(example.arguments, example.stdin),
        "expected": expected(example.expect),
      ])
  }

  private func run(_ arguments: [String], _ input: String) throws -> String {
    let words = arguments.map(Self.quoted).joined(separator: ", ")
    return try input.isEmpty
      ? texts.say(.run, ["arguments": words])
      : texts.say(.runWithInput, ["arguments": words, "input": Self.quoted(input)])
  }

  private func expected(_ expect: Example.Expectation) throws -> String {
    var parts: [String] = []
    if let text = expect.stdout?.equals {
      parts.append(try texts.say(.expectEquals, ["text": Self.quoted(text)]))
    }
    for text in expect.stdout?.contains ?? [] {
      parts.append(try texts.say(.expectContains, ["text": Self.quoted(text)]))
    }
    if let text = expect.stdout?.matches {
      parts.append(try texts.say(.expectMatches, ["text": text]))
    }
    if let lines = expect.stdout?.lines {
      parts.append(try texts.say(.expectLines, ["text": "\(lines.map(Self.quoted))"]))
    }
    if let exit = expect.exit { parts.append(try texts.say(.expectExit, ["code": "\(exit)"])) }
    return parts.joined(separator: ", ")
  }

  private static func quoted(_ text: String) -> String {
    "\""
      + text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing(
        "\"", with: "\\\"")
      + "\""
  }
}
