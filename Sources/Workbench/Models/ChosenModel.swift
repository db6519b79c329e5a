import BuiltinModel
package import LLM
import Templates
import Workspace

/// The model of a session, and why.
package struct ChosenModel: Sendable {
  /// Makes the model for what its requests go over; `builtin` goes over nothing.
  package var make: @Sendable (TransportLine) -> any LanguageModel
  package var name: String
  package var reason: String
  /// The address that is asked, without secrets; nil where none is.
  package var origin: String?
  /// The template that the model insists on: only `builtin` does.
  package var template: String?
  /// What is tried once where a session makes no progress; nil where there is nothing else to try.
  package var lastTry: LastTry?

  package init(
    make: @escaping @Sendable (TransportLine) -> any LanguageModel, name: String, reason: String,
    origin: String? = nil, template: String? = nil, lastTry: LastTry? = nil
  ) {
    self.make = make
    self.name = name
    self.reason = reason
    self.origin = origin
    self.template = template
    self.lastTry = lastTry
  }

  /// Whether it can change an app: `builtin` only composes new ones.
  package var canChange: Bool { name != "builtin" }

  /// A model for one more try, before it is made.
  package struct LastTry: Sendable {
    package var make: @Sendable (TransportLine) -> any LanguageModel
    /// What is different.
    package var what: String
  }
}

extension Workbench {
  /// Chooses the model for a description.
  ///
  /// - Throws: `UsageError` where it takes no `effort`; `ModelError`, also where `builtin` was chosen
  ///   and cannot do what is asked: before an app is made.
  package func chooseModel(_ named: String?, effort: Effort?, for description: String?) async throws
    -> ChosenModel
  {
    if let model { return model }
    var chosen = try await chooseFirst(named, effort: effort, for: description)
    if let stronger = try configuration().stronger {
      chosen.lastTry =
        stronger == Configuration.noStronger
        ? nil : try await lastTry(stronger, for: chosen.name)
    }
    return chosen
  }

  /// The model that the configuration names for one more try; nil where it is the one that was chosen.
  private func lastTry(_ name: String, for chosen: String) async throws -> ChosenModel.LastTry? {
    guard chosen != "builtin" else { return nil }
    let choice: ModelChoice
    do {
      choice = try await ModelSelection.resolve(named: name, environment: environment)
    } catch {
      throw blaming(.configuration("stronger"), for: name, error)
    }
    guard choice.name != chosen, case .remote(let remote) = choice.backend else { return nil }
    return ChosenModel.LastTry(make: Self.maker(remote, effort: nil), what: choice.name)
  }

  private static func maker(
    _ remote: RemoteModel, effort: Effort?
  ) -> @Sendable (TransportLine) -> any LanguageModel {
    { line in
      var remote = remote
      remote.settings.line = line
      return remote.model(effort: effort)
    }
  }

  /// What named a model.
  private enum ModelSource {
    case option, variable
    /// A key of the configuration file.
    case configuration(String)
  }

  /// The model that is to be used; an error says what named it.
  private func selected(_ named: String?) async throws -> ModelChoice {
    let configured = try configuration().model
    do {
      return try await ModelSelection.resolve(
        named: named, environment: environment, configured: configured)
    } catch {
      let sources: [(ModelSource, String?)] = [
        (.option, named), (.variable, environment["WISP_MODEL"]),
        (.configuration("model"), configured),
      ]
      for case (let source, let name?) in sources where !name.allSatisfy(\.isWhitespace) {
        throw blaming(source, for: name, error)
      }
      throw error
    }
  }

  /// The error, with what named the model.
  private func blaming(_ source: ModelSource, for name: String, _ error: ModelError) -> ModelError {
    let name = printable(name)
    var told = error
    switch source {
    case .option: told.message += " --model names the model \(name)."
    case .variable: told.message += " WISP_MODEL names the model \(name)."
    case .configuration(let key):
      let path = configurationPath
      told.message += " \(path) names the model \(name)\(key == "model" ? "" : " as \(key)")."
      told.advice +=
        key == "model"
        ? " `wisp config unset model` takes it out of the file."
        : " `wisp config edit` opens the file."
    }
    return told
  }

  private func chooseFirst(_ named: String?, effort: Effort?, for description: String?) async throws
    -> ChosenModel
  {
    let choice = try await selected(named)
    switch choice.backend {
    case .remote(let remote):
      return ChosenModel(
        make: Self.maker(remote, effort: effort), name: choice.name, reason: choice.reason,
        origin: choice.origin,
        lastTry: effort == .high
          ? nil
          : ChosenModel.LastTry(make: Self.maker(remote, effort: .high), what: "more effort"))
    case .command(let command, let environment):
      try refuse(effort, model: choice.name)
      return ChosenModel(
        make: { _ in command.model(environment: environment) }, name: choice.name,
        reason: choice.reason)
    case .builtin:
      try refuse(effort, model: choice.name)
      let builtin = try BuiltinModel(templatesDirectory: templatesDirectory())
      let match = try description.map { try builtin.recipe(for: $0) }
      let slips = (match?.slips ?? []).map { "; “\($0.written)” is read as “\($0.meant)”" }
      return ChosenModel(
        make: { _ in builtin }, name: builtin.name, reason: choice.reason + slips.joined(),
        template: match?.template)
    }
  }

  private func refuse(_ effort: Effort?, model: String) throws {
    guard let effort else { return }
    throw UsageError(
      "\(model) does not know --effort \(effort.rawValue): only models with an API do.")
  }

  /// Chooses the template for a description, and names those that a model may ask for instead.
  ///
  /// - Throws: `UsageError` where the named one does not exist or the model cannot use it.
  func chooseTemplate(_ named: String?, for description: String, model: ChosenModel) throws
    -> (template: Template, reason: String, others: [Template])
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
          "The built-in model makes this as \(needed). Leave out --template, or connect a model.")
      }
      return (
        template, named == nil ? "what the built-in model makes it with" : "asked for", []
      )
    }
    let guess = catalog.choose(for: description)
    let others = guess.isCertain ? [] : catalog.templates.filter { $0 != guess.template }
    return (guess.template, guess.reason, others)
  }
}
