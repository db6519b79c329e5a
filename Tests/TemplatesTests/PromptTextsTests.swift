import Foundation
import Templates
import TestSupport
import Testing

struct PromptTextsTests {
  @Test func putsValuesInPlace() throws {
    #expect(
      try PromptTexts.render("a {{x}} b {{y}}{{x}}", ["x": "1", "y": "2"]) == "a 1 b 21")
    #expect(try PromptTexts.render("none", [:]) == "none")
  }

  @Test func valuesAreNotSearchedAgain() throws {
    #expect(
      try PromptTexts.render("{{x}} {{y}}", ["x": "{{y}}", "y": "{{x}} }} {{"])
        == "{{y}} {{x}} }} {{")
  }

  @Test(arguments: [
    ("{{x}}", [:], "No value for {{x}} in a prompt."),
    ("x", ["y": "1", "a": "2"], "No place in the prompt for a, y."),
    ("{{x", ["x": "1"], "A prompt has `{{` without `}}` after it."),
    ("{{ x }}", ["x": "1"], "No value for {{ x }} in a prompt."),
  ])
  func isStrict(text: String, values: [String: String], message: String) {
    #expect(throws: TemplateError(.placeholder, message)) {
      try PromptTexts.render(text, values)
    }
  }

  /// Every prompt with the values it is documented to take; the words a model reads are fixed here.
  @Test(arguments: [
    "cli", "command", "data", "filter", "game", "lens", "picture", "report", "slides", "tui", "web",
  ])
  func rendersAsRecorded(template: String) throws {
    let texts = try PromptTexts.load(from: Checkout.templates)
    let catalog = try TemplateCatalog.load(from: Checkout.templates)
    let prompt = try #require(catalog[template]).prompt
    let names = [
      [
        "description", "name_rule", "examples", "templates", "template", "attachments",
        "expectations", "files",
      ],
      [
        "description", "earlier", "change", "files", "outlines", "verdict", "attempts", "accepted",
        "dispute",
        "format",
      ],
      [
        "description", "earlier", "change", "files", "outlines", "verdict", "expectations",
        "format",
      ],
      ["problems", "kept", "whole"],
      ["files"],
      ["finished", "next"], ["template", "others"], ["rules"],
    ]
    var parts = [try PromptTexts.render(texts.system, ["template_prompt": prompt])]
    let others = [
      texts.write, texts.repair, texts.tweak, texts.reask, texts.blocks, texts.resume, texts.choose,
      texts.rules,
    ]
    for (text, names) in zip(others, names) {
      let values = Dictionary(uniqueKeysWithValues: names.map { ($0, "<\($0)>") })
      parts.append(try PromptTexts.render(text, values))
    }
    let rendered = parts.joined(separator: "\n=== next prompt ===\n")

    let snapshot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Snapshots/prompts-\(template).txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try Data(rendered.utf8).write(to: snapshot)
    }
    #expect(rendered == (try String(contentsOf: snapshot, encoding: .utf8)))
  }

  @Test(arguments: [
    ("a\n\n{{x}}\n\nb\n", "", "a\n\nb\n"), ("a\n\n{{x}}\n\nb\n", "y", "a\n\ny\n\nb\n"),
    ("a {{x}} b", "", "a  b"), ("{{x}}\n\nb", "", "b"), ("a\n{{x}}\n\nb", "", "a\n\n\nb"),
  ])
  func aParagraphWithoutAValueLeavesNoHole(text: String, value: String, rendered: String) throws {
    #expect(try PromptTexts.render(text, ["x": value]) == rendered)
  }

  /// What is sent with every request: of a template the two parts together, at four bytes a token.
  @Test func whatEveryRequestHasStaysShort() throws {
    let texts = try PromptTexts.load(from: Checkout.templates)
    #expect(texts.system.split(whereSeparator: \.isWhitespace).count <= 500)
    let catalog = try TemplateCatalog.load(from: Checkout.templates)
    let filter = try #require(catalog["filter"])
    #expect((texts.system + filter.prompt).utf8.count / 4 <= 1_100)
  }
}
