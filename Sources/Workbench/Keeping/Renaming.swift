package import Apps
import Foundation
import Workspace

/// What a renaming came to.
package struct Renaming: Sendable, Equatable {
  package var old: String
  package var new: String
  /// Where the app's launcher is now; nil if it has none of its name.
  package var launcher: String?
}

extension Workbench {
  /// Gives an app another name; a launcher that bears the old one moves with it.
  ///
  /// - Parameters:
  ///   - app: The app.
  ///   - name: Its new name.
  ///   - store: Where it is.
  ///   - commands: The face's own commands, which no app may be called by.
  /// - Returns: Both names, and the launcher.
  /// - Throws: `NameRefused` if the name is none, another app's, or would be called in place of a command;
  ///   `AppBusy` if another process holds the app.
  package func rename(
    _ app: AppStore.Found, to name: String, in store: AppStore, besides commands: [String] = []
  ) throws -> Renaming {
    guard AppManifest.isName(name) else { throw NameRefused.noName(name) }
    guard name != app.record.name else { throw NameRefused.same(name) }
    if commands.contains(name) {
      throw NameRefused.command(name, "it is a command of wisp")
    }
    if let other = self.app(named: name), other != app.record.name {
      throw NameRefused.taken(name)
    }
    let record = app.record
    let earlier = record.installedAs.flatMap {
      ($0 as NSString).lastPathComponent == record.name ? $0 : nil
    }
    // Without a launcher it may get one later.
    let folder =
      earlier.map { ($0 as NSString).deletingLastPathComponent }
      ?? (environment["HOME"] ?? "") + "/.local/bin"
    let path = folder + "/" + name
    let launcher = Launcher(path: path, of: record, self)
    if let conflict = launcher.conflict { throw NameRefused.command(name, conflict) }
    guard let earlier else {
      return Renaming(old: record.name, new: try store.giveName(name, to: app).name)
    }
    try launcher.install()
    do {
      let renamed = try store.giveName(name, to: app) { $0.installedAs = path }
      _ = Launcher.remove(earlier)
      return Renaming(old: record.name, new: renamed.name, launcher: path)
    } catch {
      _ = Launcher.remove(path)
      throw error
    }
  }
}
