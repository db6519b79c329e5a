import ArgumentParser
import Templates
import Terminal
import Workbench

/// `wisp templates`: see its abstract.
struct TemplatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates",
    abstract: "List the templates, the kinds of apps to begin with, or make your own.",
    discussion: """
      Examples:
        wisp templates
        wisp templates new mine
        wisp new --template cli "track how much water I drink"
      """,
    subcommands: [TemplateList.self, NewTemplate.self], defaultSubcommand: TemplateList.self)
}

/// `wisp templates list`, also without its name.
struct TemplateList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the templates and what each is good for.",
    discussion: """
      Examples:
        wisp templates list --json
      """)

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() throws {
    let face = Face()
    for template in try face.workbench.templates().templates {
      if json {
        try Output.json(
          TemplateRow(template))
        continue
      }
      Output.line("\(template.icon)  \(template.name)  \(template.summary)")
      for description in template.goodFor { Output.line("    \"\(description)\"") }
      if !template.dependencies.isEmpty {
        Output.line("    with \(template.dependencies.joined(separator: ", "))")
      }
    }
    if !json {
      face.terminal.line(
        "Without a key, the built-in model makes only the apps that `wisp models --builtin` lists.")
    }
  }
}

/// `wisp templates new NAME`: see its abstract.
struct NewTemplate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Make a template of your own from an existing one.",
    discussion: """
      Examples:
        wisp templates new mine
        wisp templates new shop --from web

      The template is a folder beside your configuration file. It holds template.json (a summary, \
      descriptions, and the words by which wisp chooses it), prompt.md (instructions for the model) and \
      starter/ (a package that passes `wisp verify`). Use it with --template NAME.
      """)

  @Argument(help: "The name of the new template: a-z, 0-9 and -, a letter first.")
  var name: String

  @Option(help: "The template of wisp to copy.")
  var from = TemplateCatalog.usual

  func run() throws {
    let face = Face()
    Output.line(try face.workbench.makeTemplate(name, from: from))
    face.terminal.line("Change what is in there, then: wisp new --template \(name) \"…\"")
  }
}
