import Apps
import History
import Toolchain
import Workspace

/// The program of an app that is to be run now, with the manifest of the tree it was built from.
///
/// What another process builds, restores or checks is never touched: while one holds the app, its newest
/// verified program is started.
struct RunnableApp {
  let program: BuiltProgram
  let manifest: AppManifest
  /// One line for the user if the program is not of the newest version.
  var note: String?

  /// Finds the program, and builds it if it is not there and nobody holds the app.
  ///
  /// - Throws: `AppBusy` if another process holds the app and no verified program is there, `AppNotFound`
  ///   if the app was never written or does not build.
  static func find(
    _ app: AppStore.Found, in store: AppStore, _ workbench: Workbench
  ) async throws -> RunnableApp {
    do { return try await program(of: app, in: store, workbench) } catch let error as GitError {
      // Another process may have discarded it since it was found.
      _ = try store.find(app.record.id)
      throw error
    }
  }

  private static func program(
    of app: AppStore.Found, in store: AppStore, _ workbench: Workbench
  ) async throws -> RunnableApp {
    if let ready = try ready(app, in: store) { return ready }
    let build = try await BuildLock(app.directory)
    defer { withExtendedLifetime(build) {} }
    // Another run may have built it meanwhile.
    if let ready = try ready(app, in: store) { return ready }
    let lock: AppLock
    let name = app.record.name
    do { lock = try AppLock(app.directory, patience: 0) } catch is AppBusy {
      if let verified = try verified(app, in: store) { return verified }
      // A sweep, a keep or an undo gives it back soon, a session does not.
      let patience = AppLock.isSession(app.directory) ? 0.5 : 30
      lock = try AppBusy.naming(name) {
        try AppLock(app.directory, patience: patience, waitsForBuilds: false)
      }
    }
    defer { withExtendedLifetime(lock) {} }
    if let ready = try ready(app, in: store) { return ready }
    return try await built(app, in: store, workbench, lock)
  }

  /// The newest verified program, for an app that another process holds.
  private static func verified(
    _ app: AppStore.Found, in store: AppStore
  ) throws -> RunnableApp? {
    guard let verified = try store.newestVerifiedProgram(of: app),
      let manifest = try app.history.tree(at: verified.commit).manifest
    else { return nil }
    let version = verified.number.map { " (iteration \($0))" } ?? ""
    return RunnableApp(
      program: verified.program, manifest: manifest,
      note: "note: another wisp is working on \(app.record.name); "
        + "this is its newest verified version\(version)")
  }

  /// The program of the newest commit, if it is there.
  private static func ready(_ app: AppStore.Found, in store: AppStore) throws -> RunnableApp? {
    guard let head = try app.history.head(),
      let program = app.directory.program(of: try app.history.treeID(at: head)),
      // Without the libraries that it was built with it is built anew.
      program.facts.runtime.map({ SharedRuntime($0, in: store.home.runtimes) != nil }) ?? true,
      let manifest = try app.history.tree(at: head).manifest
    else { return nil }
    // An app that is run is not idle.
    program.touch()
    return RunnableApp(program: program, manifest: manifest, note: try doubt(program, app))
  }

  /// Builds the newest commit; the caller holds the app's lock.
  private static func built(
    _ app: AppStore.Found, in store: AppStore, _ workbench: Workbench, _ lock: AppLock
  ) async throws -> RunnableApp {
    let name = app.record.name
    let tree = try lock.during { try store.restoreTree(of: app) }
    guard let manifest = tree.manifest,
      try app.history.log().contains(where: { ($0.number ?? 0) > 0 })
    else { throw AppNotFound("\(name) was never written.\nGo on with it: wisp resume \(name)") }
    guard let template = try workbench.templates()[app.record.template] else {
      throw UsageError("The template \(app.record.template) of \(name) is not installed.")
    }
    let checker = try workbench.checker()
    workbench.tell(.building(name))
    defer { workbench.tell(.built(name)) }
    let subject = CheckSubject(
      treeDirectory: app.directory.tree, scratchDirectory: app.directory.scratch,
      manifest: manifest, dependencies: template.dependencies, requiresTests: false,
      gates: [.compile], timeLimit: 300)
    let verdict = try await store.building(app.directory) { try await checker.check(subject) }
    guard verdict.outcome == .passed, let program = try store.publishProgram(of: app) else {
      let errors = verdict.diagnostics.prefix(3).map {
        printable("\($0.file ?? ""):\($0.line ?? 0) \($0.message)")
      }
      throw AppNotFound(
        "\(name) does not build.\n\(errors.map { $0 + "\n" }.joined())"
          + "Go on with it: wisp resume \(name)" + (try wayBack(app).map { "\n\($0)" } ?? ""))
    }
    return RunnableApp(program: program, manifest: manifest, note: try doubt(program, app))
  }

  /// What to know of a version that is not verified, nil of one that is.
  private static func doubt(_ program: BuiltProgram, _ app: AppStore.Found) throws -> String? {
    // What was verified stays so; what was not may be by now, which only the history tells.
    guard !program.facts.isVerified, try !app.history.isSealed() else { return nil }
    return "note: \(app.record.name) is not verified as it is now."
      + (try wayBack(app).map { " \($0)" } ?? "")
  }

  /// How to come back to a verified version, if there was one.
  private static func wayBack(_ app: AppStore.Found) throws -> String? {
    guard let verified = try app.history.newestVerified(), verified.steps > 0 else { return nil }
    let times = verified.steps == 1 ? "" : " (\(verified.steps) times)"
    return "Version \(verified.number) is verified: wisp undo \(app.record.name)\(times)"
  }
}
