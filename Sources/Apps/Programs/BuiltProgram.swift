import Files
import Foundation
import Toolchain
import Workspace

/// A program that was built from one tree of an app.
///
/// Nothing is ever built in its folder, so that it runs beside whatever another process does with the app.
///
/// ```
/// program.json   which tree it was built from; whoever runs the program holds a lock on it
/// build/debug/   the program and its resources, nothing else
/// ```
package final class BuiltProgram: Sendable {
  /// What is known of it.
  package struct Facts: Codable, Sendable, Equatable {
    /// The git tree id of the sources.
    package var tree: String
    /// The name of the program.
    package var product: String
    /// Its size: after a power loss a program may be cut.
    package var programBytes: Int
    /// Whether the tree was verified.
    package var isVerified: Bool
  }

  package let path: String
  package let facts: Facts
  private let held: HeldFile

  /// Opens a program and holds it, so that no other process removes it; nil if no whole program is there.
  package init?(path: String) {
    guard let held = HeldFile(Self.factsFile(of: path)),
      let facts = try? JSONDecoder().decode(Facts.self, from: held.bytes),
      facts.programBytes == ProgramFiles.size(of: facts.product, in: path + "/build")
    else { return nil }
    self.path = path
    self.facts = facts
    self.held = held
  }

  /// The folder to be mounted for a run.
  package var build: String { path + "/build" }

  /// Notes that it is used now.
  package func touch() { held.touch() }

  static func factsFile(of path: String) -> String { path + "/program.json" }
}

extension AppDirectory {
  /// The program that was built from a tree; nil if there is none.
  package func program(of tree: String) -> BuiltProgram? {
    BuiltProgram(path: programs + "/" + tree)
  }

  /// Puts the program of a build folder where it can be run, in place of the app's earlier ones.
  ///
  /// An unverified one leaves the verified ones, and one that is running stays until it has ended. The
  /// caller holds the app's lock.
  ///
  /// - Parameters:
  ///   - product: The name of the program.
  ///   - tree: The git tree id of the sources.
  ///   - isVerified: Whether the tree was verified.
  /// - Returns: The program; nil if the build folder holds none.
  /// - Throws: `FileFailure`, `WorkspaceError` or `ToolchainError` if it cannot be written.
  @discardableResult
  func publish(
    _ product: String, of tree: String, isVerified: Bool
  ) throws -> BuiltProgram? {
    let draft = programs + "/.new-" + UUID().uuidString
    defer { try? HostileFolder(draft).remove() }
    try Home.makeDirectory(draft)
    guard let size = try ProgramFiles.copy(product, from: scratch, to: draft + "/build") else {
      return nil
    }
    let facts = BuiltProgram.Facts(
      tree: tree, product: product, programBytes: size, isVerified: isVerified)
    try HostileFolder(draft).write([UInt8](JSONEncoder().encode(facts)), to: "program.json")
    for name in programNames where name == tree || isVerified || !isVerifiedProgram(name) {
      removeProgram(name)
    }
    let place = programs + "/" + tree
    guard rename(draft, place) == 0 else {
      // The same tree, in use: what is there is as good.
      if let present = BuiltProgram(path: place) { return present }
      throw FileFailure(operation: "write", path: place, code: errno)
    }
    return BuiltProgram(path: place)
  }

  /// Removes the app's programs, those that are running aside.
  ///
  /// - Returns: True if none is left.
  @discardableResult
  func removePrograms() -> Bool {
    for name in programNames { removeProgram(name) }
    unlink(buildLock)
    return rmdir(programs) == 0 || errno == ENOENT
  }

  /// When one of the programs was used or made last; nil if there is none.
  var lastProgramUse: Date? {
    programNames.compactMap {
      let path = BuiltProgram.factsFile(of: "\(programs)/\($0)")
      return try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }.max()
  }

  /// The tree ids of the verified programs that are there.
  var verifiedPrograms: [String] { programNames.filter(isVerifiedProgram) }

  private var programNames: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: programs)) ?? [])
      .filter { !$0.hasPrefix(".") }
  }

  private func isVerifiedProgram(_ tree: String) -> Bool {
    program(of: tree)?.facts.isVerified == true
  }

  private func removeProgram(_ name: String) {
    let path = programs + "/" + name
    _ = HeldFile.removeFolder(path, heldBy: BuiltProgram.factsFile(of: path))
  }
}
