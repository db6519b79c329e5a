import ArgumentParser
import Catalog
import Foundation
import Templates
import WispCore
import Workbench

/// What the shell offers when it completes a word.
enum AppCompletion {
  /// The apps that are not in the trash: names that mean one app, and ids.
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
    let counts = Dictionary(matching.map { ($0.name, 1) }, uniquingKeysWith: +)
    return matching.map(\.name).filter { counts[$0] == 1 } + matching.map(\.id)
  }
}
