import Apps
import Files
import Toolchain

/// The copies of Swift's libraries in a home, held so that no other process removes one that is about to be used.
struct RuntimeCopies {
  private let folder: String
  private let lock: FileLock

  /// Holds the copies of a home.
  ///
  /// - Throws: `FileFailure` if their folder cannot be made.
  init(_ home: Home) throws {
    try Home.makeDirectory(home.runtimes)
    folder = home.runtimes
    lock = try FileLock(waitingFor: Self.lockFile(of: home), .shared, creating: true)
  }

  /// The copy for a toolchain, as `SharedRuntime.prepared`.
  func prepared(for toolchain: SwiftToolchain) throws -> SharedRuntime? {
    try SharedRuntime.prepared(for: toolchain, in: folder)
  }

  /// Removes the copies that no program of a home runs with, unless somebody is about to use one.
  ///
  /// - Parameters:
  ///   - home: The home.
  ///   - onlyCounts: Whether everything stays.
  /// - Returns: The bytes that went, or would.
  @discardableResult
  static func removeUnused(in home: Home, onlyCounts: Bool = false) -> Int {
    guard let lock = try? FileLock(trying: lockFile(of: home)) else { return 0 }
    defer { withExtendedLifetime(lock) {} }
    return SharedRuntime.removeUnused(
      in: home.runtimes, but: home.usedRuntimes, onlyCounts: onlyCounts)
  }

  private static func lockFile(of home: Home) -> String { home.runtimes + "/.lock" }
}
