package import Apps
import Events
import Foundation
import Generation
import History
import Toolchain
import Workspace

/// What keeping an app is to include.
package struct KeepRequest: Sendable, Equatable {
  /// The folder that the app is exported to, new or empty; nil: none.
  package var exportTo: String?
  /// Whether the program is exported instead of the package.
  package var programOnly: Bool
  /// Whether the export is one commit instead of the history.
  package var squash: Bool
  /// Whether a launcher is installed.
  package var install: Bool
  /// The launcher's name; nil: the app's.
  package var launcherName: String?

  package init(
    exportTo: String? = nil, programOnly: Bool = false, squash: Bool = false,
    install: Bool = false, launcherName: String? = nil
  ) {
    self.exportTo = exportTo
    self.programOnly = programOnly
    self.squash = squash
    self.install = install
    self.launcherName = launcherName
  }
}

/// What keeping an app came to.
package struct Kept: Sendable, Equatable {
  /// The app's id and name.
  package var app: String
  package var name: String
  /// Whether the exported package passed the plain build and tests, or the program was built and exported; nil if
  /// nothing was to be exported.
  package var exportPassed: Bool?
  /// The product that the exported package runs.
  package var product: String?
  /// The launcher that was installed; nil if none was.
  package var launcher: String?
  /// Why no launcher was installed although it was wanted.
  package var refusal: String?
  /// What the installed tool needs; nil if none was installed.
  package var needs: ToolNeeds?
  /// Whether the shell finds the launcher by its name.
  package var isOnPath = false
  /// Whether the app takes files by name, which its launcher does not show it.
  package var takesFiles = false
}

extension Workbench {
  /// Keeps an app: it never expires.
  ///
  /// If the launcher cannot be installed, for example because its name is taken, the result says why; the app is
  /// kept.
  ///
  /// - Throws: `UsageError` if the folder is not empty or there is no home for a launcher; as `grant` if a
  ///   launcher is wanted and the app's permissions are not agreed to.
  package func keep(
    _ app: AppStore.Found, in store: AppStore, _ request: KeepRequest
  ) async throws -> Kept {
    let folder = request.install ? try Launcher.folder(environment) : nil
    let lock = try store.hold(app)
    defer { withExtendedLifetime(lock) {} }
    let tree = try store.restoreTree(of: app)
    let manifest = tree.manifest
    if try !app.history.isSealed() { tell(.unverified(app.record.name)) }
    // The launcher may be started where nobody can be asked.
    if request.install, let manifest { _ = try await grant(app, manifest) }
    var passed: Bool?
    if let target = request.exportTo {
      passed =
        request.programOnly
        ? try await exportProgram(app, manifest, to: target)
        : try await export(app, tree, to: target, squash: request.squash)
    }
    try store.removeBuild(of: app.directory, evenInstalled: false)
    // As an app, a tool of `once` has a name of its own.
    let record = try lock.during { try store.keep(app.directory) { $0.updatedAt = Date() } }
    var kept = Kept(
      app: record.id, name: record.name, exportPassed: passed, product: manifest?.name)
    guard let folder else { return kept }
    let path = folder + "/" + (request.launcherName ?? record.name)
    let launcher = Launcher(path: path, of: record, self)
    if let conflict = launcher.refusal {
      kept.refusal = conflict
      return kept
    }
    if let manifest { kept.needs = try await buildTool(app, manifest) }
    do { try launcher.install() } catch {
      kept.refusal = error.description
      return kept
    }
    // One launcher an app: the one of an earlier name goes.
    if let earlier = record.installedAs, earlier != path { _ = Launcher.remove(earlier) }
    try lock.during {
      _ = try store.update(app.directory) { $0.installedAs = path }
    }
    kept.launcher = path
    kept.isOnPath = isSearched(folder)
    kept.takesFiles =
      try manifest.map { AppInput($0, try templates()[app.record.template]).takesFiles } ?? false
    return kept
  }

  private func isSearched(_ folder: String) -> Bool {
    (environment["PATH"] ?? "").split(separator: ":")
      .contains { $0 == folder || $0 == folder + "/" }
  }
}
