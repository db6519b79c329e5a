import Foundation
import Workspace

/// The build folder of a package that lies anywhere, kept in the cache so that its next check finds
/// what has not changed.
///
/// What is in it goes by content (see `DirectBuild`), so that an old one costs time at most. One
/// process holds it at a time.
package final class KeptScratch: Sendable {
  private let held: HeldFolder

  /// Where the check builds.
  package var path: String { held.path }

  init?(_ path: String) throws(ToolchainError) {
    guard let held = try HeldFolder(path) else { return nil }
    self.held = held
  }

  static func parent(in cacheDirectory: String) -> String { "\(cacheDirectory)/checks" }
}

extension Checker {
  /// The build folder of the package in `directory` and of nothing else; nil while another process
  /// builds in it.
  ///
  /// For checks with `keepsDirectOnly`. A machine that has stopped in the middle may have lost
  /// what was written last, so that the folder is another one after every start.
  ///
  /// - Throws: `ToolchainError` if it cannot be made.
  package func keptScratch(
    of directory: String, template: String?
  ) throws(ToolchainError) -> KeptScratch? {
    let key = StableHash.hex(of: [
      directory, template ?? "", toolchain.identity, HostFile.machineStart,
    ])
    return try KeptScratch("\(KeptScratch.parent(in: cacheDirectory))/\(key)")
  }

  /// Removes from a cache what no process works with: build folders of packages that nobody has
  /// checked and modules that nobody has used for so many seconds, modules beyond what the store may hold, and whatever
  /// processes that were killed have left.
  package static func sweep(cacheDirectory: String, idleFor seconds: Double) {
    HeldFolder.sweep(KeptScratch.parent(in: cacheDirectory), idleFor: seconds)
    HeldFolder.sweep(StarterProgram.parent(in: cacheDirectory), idleFor: seconds)
    HeldFolder.sweep(ProductStore.parent(in: cacheDirectory), idleFor: seconds)
    ProductStore(in: cacheDirectory).trim()
    HeldFolder.sweep(WorkFolder.parent(in: cacheDirectory), idleFor: 0)
  }
}
