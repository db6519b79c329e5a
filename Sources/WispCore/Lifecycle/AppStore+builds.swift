package import Foundation

/// Build folders last as long as an app is in use: what is in them can be made again in a moment.
extension AppStore {
  /// Seconds after the last build or run until an app's program is removed.
  package static let idleSeconds = 600.0

  /// The apps whose build folders nobody has built or run for so long.
  ///
  /// Apps that another process works on, and builds that are on their way, are left out.
  package func idleBuilds(idleFor seconds: Double, now: Date = Date()) throws -> [String] {
    try idle(for: seconds, now: now) { _ in }
  }

  /// Removes the build folders of apps that nobody has built or run for so long.
  ///
  /// - Returns: The ids of the apps whose builds are gone.
  package func removeBuilds(idleFor seconds: Double, now: Date = Date()) throws -> [String] {
    try idle(for: seconds, now: now) { try removeBuild(of: home.app($0)) }
  }

  /// Calls `body` with each app whose build is idle, holding the app's lock.
  private func idle(
    for seconds: Double, now: Date, _ body: (String) throws -> Void
  ) throws -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: home.scratch)) ?? []
    var found: [String] = []
    for name in names.sorted() {
      guard let age = Self.age(of: home.scratch + "/" + name, at: now) else { continue }
      let isFinished = name.hasSuffix(Self.treeSuffix)
      let id = isFinished ? String(name.dropLast(Self.treeSuffix.count)) : name
      // Without the note of its tree a build is on its way, or its process was killed.
      guard isFinished || !names.contains(name + Self.treeSuffix),
        age >= (isFinished ? seconds : Self.leftBehindSeconds),
        let lock = try? AppLock(home.app(id))
      else { continue }
      try body(id)
      withExtendedLifetime(lock) {}
      found.append(id)
    }
    return found
  }

  /// Removes an app's build folder.
  package func removeBuild(of app: AppDirectory) throws {
    try remove(app.builtTree)
    try remove(app.scratch)
  }

  private static let treeSuffix = ".tree"
  private static let leftBehindSeconds = 24.0 * 60 * 60

  private static func age(of path: String, at now: Date) -> Double? {
    let changed = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
    return (changed as? Date).map { now.timeIntervalSince($0) }
  }
}
