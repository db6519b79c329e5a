package import Events
import Files
import Foundation
import Generation
import History
package import LLM
import Workspace

/// An app that is about to be generated.
package struct NewApp: Sendable {
  package var request: Request
  /// The template that was asked for, or that the operation needs; nil if it is to be chosen.
  package var template: String?
  /// Why `template`; nil: because it was asked for.
  package var templateReason: String?
  /// Seconds that it lives unless it is kept.
  package var life: Double
  package var settings: SessionSettings
  /// Whether it is a tool of `wisp once`, which is on a list of its own until it is kept.
  package var isTool: Bool

  package init(
    request: Request, template: String? = nil, templateReason: String? = nil, life: Double,
    settings: SessionSettings = SessionSettings(), isTool: Bool = false
  ) {
    self.request = request
    self.template = template
    self.templateReason = templateReason
    self.life = life
    self.settings = settings
    self.isTool = isTool
  }
}

/// How a session is held, whatever it is about.
package struct SessionSettings: Sendable {
  /// The model that the user names; nil: the one that is chosen.
  package var model: String?
  package var effort: Effort?
  /// The new file that the session is recorded in; nil: none.
  package var recording: String?
  /// Whether the user wants to see the contract before code is asked for.
  package var reviews: Bool

  package init(
    model: String? = nil, effort: Effort? = nil, recording: String? = nil, reviews: Bool = false
  ) {
    self.model = model
    self.effort = effort
    self.recording = recording
    self.reviews = reviews
  }
}

extension Workbench {
  /// Makes an app with its starter, and the session that is to fill it.
  ///
  /// Everything is checked before anything is made.
  ///
  /// - Throws: `UsageError`, `ModelError`, `SandboxError` or `ToolchainError`, before an app exists if that is
  ///   possible.
  package func begin(_ new: NewApp) async throws -> SessionRun {
    let text = new.request.description
    let settings = new.settings
    let model = try await chooseModel(settings.model, effort: settings.effort, for: text)
    try checkBudget(new.request.limits, model: model.name)
    let choice = try chooseTemplate(new.template, for: text, model: model)
    _ = try checker()  // Refuses before an app exists if nothing can confine.
    let store = try await store()
    try home.checkSpace()
    let app = try store.create(
      request: new.request, template: choice.template, model: model.name,
      expires: Date() + new.life, isTool: new.isTool)
    var run = SessionRun(
      workbench: self, store: store, app: app,
      session: Session(
        request: new.request, tree: try FileTree.read(directory: app.directory.tree), iteration: 0),
      template: choice.template, templateReason: new.templateReason ?? choice.reason, model: model)
    run.others = choice.others
    run.recording = settings.recording
    run.reviews = settings.reviews
    return run
  }
}
