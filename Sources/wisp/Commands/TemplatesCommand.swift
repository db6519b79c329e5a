import ArgumentParser
import Templates

/// `wisp templates`: see its abstract.
struct TemplatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates",
    abstract: "List the templates and what each is right for; make your own.",
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
    commandName: "list", abstract: "List the templates and what each is right for.",
    discussion: """
      Examples:
        wisp templates list --json
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
    let workbench = Workbench()
    for template in try workbench.templates().templates {
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
    if !json {
      workbench.terminal.line(
        "Without a key, the built-in model makes only the apps that `wisp models --builtin` lists.")
    }
  }
}

/// `wisp templates new NAME`: see its abstract.
struct NewTemplate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Make a template of your own from one that there is.",
    discussion: """
      Examples:
        wisp templates new mine
        wisp templates new shop --from web

      It becomes a folder beside your configuration: template.json (summary, descriptions, the words \
      that speak for it), prompt.md (what the model is told) and starter/ (a package that is green as \
      it stands: wisp verify checks it). Use it with --template NAME.
      """)

  @Argument(help: "Its name: a-z, 0-9 and -, a letter first.")
  var name: String

  @Option(help: "The template of wisp's to begin with.")
  var from = "filter"

  func run() throws {
    let workbench = Workbench()
    let shipped = try workbench.templatesDirectory()
    guard let base = try TemplateCatalog.load(from: shipped)[from] else {
      throw UsageError("There is no template \(from). `wisp templates` shows what there is.")
    }
    do {
      Output.line(try workbench.ownTemplates.make(name, from: base, shipped: shipped))
    } catch {
      throw UsageError(error.message)
    }
    workbench.terminal.line("Change what is in there, then: wisp new --template \(name) \"…\"")
  }
}
