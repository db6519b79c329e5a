import ArgumentParser
import Templates
import Workbench

/// What the shell offers when it completes a word; what cannot be read completes to nothing.
enum AppCompletion {
  /// The names of the apps that are not in the trash.
  static var present: CompletionKind { .custom { _, _, _ in Workbench().names(inTrash: false) } }

  /// The apps in the trash.
  static var trashed: CompletionKind { .custom { _, _, _ in Workbench().names(inTrash: true) } }

  static var templates: CompletionKind {
    .custom { _, _, _ in (try? Workbench().templates())?.templates.map(\.name) ?? [] }
  }
}
