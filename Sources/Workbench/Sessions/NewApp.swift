import Files
import Foundation
import LLM
import WispCore
import Workspace

/// An app that is about to be generated: everything is checked before anything is made.
struct NewApp {
  var request: Request
  /// The template that was asked for, or that the command needs; nil where it is to be chosen.
  var template: String?
  /// Why `template`; nil: because it was asked for.
  var templateReason: String?
  /// Seconds that it lives unless kept.
  var life: Double
  var model: String?
  var effort: Effort?
  var shown: SessionRun.Shown
  /// Whether the user wants to see the contract before code is asked for.
  var reviews = false
  /// Whether it is a tool of `wisp once`, which is on a list of its own until it is kept.
  var isTool = false

  /// Makes the app with its starter, and the session that is to fill it.
  ///
  /// - Throws: What ends the command, before an app exists where that is possible.
  func begin(_ workbench: Workbench) async throws -> (run: SessionRun, session: Session) {
    let text = request.description
    let model = try await workbench.chooseModel(model, effort: effort, for: text)
    try workbench.checkBudget(request.limits, model: model.name)
    let choice = try workbench.chooseTemplate(template, for: text, model: model)
    _ = try workbench.checker()  // Refuses before an app exists where nothing can confine.
    let store = try workbench.store()
    try workbench.home.checkSpace()
    let app = try store.create(
      request: request, template: choice.template, model: model.name,
      expires: Date() + life, isTool: isTool)
    let session = Session(
      request: request, tree: try FileTree.read(directory: app.directory.tree), iteration: 0)
    let run = SessionRun(
      workbench: workbench, store: store, app: app, template: choice.template,
      templateReason: templateReason ?? choice.reason, model: model, options: shown,
      others: template == nil
        ? try workbench.otherTemplates(than: choice.template, model: model) : [],
      reviews: reviews)
    return (run, session)
  }
}

/// What a user typed to describe an app.
enum Description {
  private static let longest = 20_000

  /// Checks a description that is more than one word; nil where there are no words at all.
  ///
  /// - Throws: `UsageError` where it is too long.
  static func checked(_ words: [String]) throws -> String? {
    let text = words.joined(separator: " ").trimmingCharacters(in: .whitespacesAndNewlines)
    guard text.utf8.count <= longest else {
      throw UsageError("The description is longer than 20,000 bytes. Attach data with --with FILE.")
    }
    return text.isEmpty ? nil : text
  }
}
