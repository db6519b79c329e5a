import BuiltinModel
import LLM
import Templates

/// The model of a session, and why.
struct ChosenModel: Sendable {
  var model: any LanguageModel
  var name: String
  var reason: String
  /// The template that the model insists on: only `builtin` does.
  var template: String?
}

extension Workbench {
  /// Chooses the model for a description.
  ///
  /// - Throws: `ModelError`, also where `builtin` was chosen and cannot do what is asked: before an app
  ///   is made.
  func chooseModel(_ named: String?, for description: String?) async throws -> ChosenModel {
    let choice = try await ModelSelection.resolve(named: named, environment: environment)
    switch choice.backend {
    case .remote(let remote):
      return ChosenModel(model: remote.model(), name: choice.name, reason: choice.reason)
    case .builtin:
      let builtin = try BuiltinModel(templatesDirectory: templatesDirectory())
      let match = try description.map { try builtin.recipe(for: $0) }
      return ChosenModel(
        model: builtin, name: builtin.name, reason: choice.reason, template: match?.template)
    }
  }

  /// Chooses the template for a description.
  ///
  /// - Throws: `UsageError` where the named one does not exist or the model cannot use it.
  func chooseTemplate(_ named: String?, for description: String, model: ChosenModel) throws
    -> (template: Template, reason: String)
  {
    let catalog = try templates()
    if let wanted = named ?? model.template {
      guard let template = catalog[wanted] else {
        throw UsageError(
          "There is no template \(wanted). There are: "
            + catalog.templates.map(\.name).joined(separator: ", ") + ".")
      }
      if let needed = model.template, needed != wanted {
        throw UsageError(
          "The builtin model makes this as \(needed). Leave out --template, or connect a model.")
      }
      return (template, named == nil ? "what the builtin model makes it with" : "asked for")
    }
    return catalog.choose(for: description)
  }
}
