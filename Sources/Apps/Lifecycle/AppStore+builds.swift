package import Foundation

/// Build folders last as long as an app is in use: what is in them can be made again in a moment.
extension AppStore {
  /// Seconds after the last build or run until an app's program is removed.
  package static let idleSeconds = 600.0

  /// The apps whose build folders nobody has built or run for so long.
  ///
  /// Apps that another process works on are left out.
  package func idleBuilds(idleFor seconds: Double, now: Date = Date()) throws -> [String] {
    try idle(for: seconds, now: now) { _ in }
  }

  /// Removes the build folders of apps that nobody has built or run for so long.
  ///
  /// - Returns: The ids of the apps whose builds are gone.
  package func removeBuilds(idleFor seconds: Double, now: Date = Date()) throws -> [String] {
    try idle(for: seconds, now: now) { try removeBuild(of: home.app($0), evenInstalled: false) }
  }

  /// Calls `body` with each app whose build or program is idle, holding the app's lock.
  private func idle(
    for seconds: Double, now: Date, _ body: (String) throws -> Void
  ) throws -> [String] {
    let files = FileManager.default
    let builds = (try? files.contentsOfDirectory(atPath: home.scratch)) ?? []
    let programs = (try? files.contentsOfDirectory(atPath: home.programs)) ?? []
    let ids = builds.map {
      $0.hasSuffix(Self.treeSuffix) ? String($0.dropLast(Self.treeSuffix.count)) : $0
    }
    var found: [String] = []
    for id in Set(ids + programs).sorted() {
      let app = home.app(id)
      // Installed tools run for as long as they are kept.
      if app.holdsOnlyInstalled, !builds.contains(id) { continue }
      let uses = [app.lastProgramUse, Self.change(of: app.scratch), Self.change(of: app.builtTree)]
      let last = uses.compactMap(\.self).max() ?? Self.change(of: app.programs)
      guard let last, now.timeIntervalSince(last) >= seconds,
        let lock = try? AppLock(app, patience: 0)
      else { continue }
      try body(id)
      withExtendedLifetime(lock) {}
      found.append(id)
    }
    return found
  }

  /// Removes an app's build folder and its programs, those that are running aside; one that needs no toolchain only
  /// if `evenInstalled`.
  package func removeBuild(of app: AppDirectory, evenInstalled: Bool = true) throws {
    try remove(app.builtTree)
    try remove(app.scratch)
    app.removePrograms(evenInstalled: evenInstalled)
  }

  private static let treeSuffix = ".tree"

  private static func change(of path: String) -> Date? {
    try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
  }
}
