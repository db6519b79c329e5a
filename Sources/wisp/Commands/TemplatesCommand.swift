import ArgumentParser
import Templates

/// `wisp templates`: see its abstract.
struct TemplatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates", abstract: "List the templates and what each is right for.",
    discussion: """
      Examples:
        wisp templates
        wisp new --template cli "track how much water I drink"
      """)

  @Flag(help: "One JSON object a line.")
  var json = false

  private struct Row: Encodable {
    var template: String
    var summary: String
    var icon: String
    var goodFor: [String]
    var dependencies: [String]

    enum CodingKeys: String, CodingKey {
      case template, summary, icon
      case goodFor = "good_for"
      case dependencies
    }
  }

  func run() throws {
    for template in try Workbench().templates().templates {
      if json {
        try Output.json(
          Row(
            template: template.name, summary: template.summary, icon: template.icon,
            goodFor: template.goodFor,
            dependencies: template.dependencies))
        continue
      }
      Output.line("\(template.icon)  \(template.name)  \(template.summary)")
      for description in template.goodFor { Output.line("    \"\(description)\"") }
      if !template.dependencies.isEmpty {
        Output.line("    with \(template.dependencies.joined(separator: ", "))")
      }
    }
  }
}
