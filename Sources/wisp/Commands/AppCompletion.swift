import ArgumentParser
import Catalog
import Foundation
import Templates
import Workbench

/// What the shell offers when it completes a word.
enum AppCompletion {
  /// The names of the apps that are not in the trash.
  static var present: CompletionKind { .custom { _, _, _ in words(isTrashed: false) } }

  /// The apps in the trash.
  static var trashed: CompletionKind { .custom { _, _, _ in words(isTrashed: true) } }

  static var templates: CompletionKind {
    .custom { _, _, _ in (try? Workbench().templates())?.templates.map(\.name) ?? [] }
  }

  /// Nothing is created for a completion, and what cannot be read completes to nothing.
  static func words(isTrashed: Bool) -> [String] {
    let path = Workbench().home.catalog
    guard access(path, R_OK) == 0, let catalog = try? Catalog(path: path),
      let apps = try? catalog.list(includingTrash: isTrashed)
    else { return [] }
    let matching = apps.filter { ($0.trashedAt != nil) == isTrashed }
    return Array(Set(matching.map(\.name))).sorted()
  }
}
