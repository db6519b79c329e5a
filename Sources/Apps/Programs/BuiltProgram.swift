import Files
import Foundation
import Toolchain
import Workspace

/// A program that was built from one tree of an app.
///
/// Nothing is ever built in its folder, so that it runs beside whatever another process does with the app.
package typealias BuiltProgram = HeldProgram<BuiltProgramFacts>

/// What is known of a built program.
package struct BuiltProgramFacts: HeldFacts, Equatable {
  package static let file = "program.json"

  /// The git tree id of the sources.
  package var tree: String
  package var product: String
  /// The program's size.
  package var programBytes: Int
  /// Whether the tree was verified.
  package var isVerified: Bool
  /// The name of the copy of Swift's libraries that it runs with; nil: it needs the toolchain.
  package var runtime: String?

  package var notedSize: Int? { programBytes }
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
  ///   - scratch: The build folder; nil: the app's own.
  ///   - runtime: The name of the copy of Swift's libraries that it runs with; nil: it needs the toolchain.
  /// - Returns: The program; nil if the build folder holds none.
  /// - Throws: `FileFailure`, `TreeError` or `ToolchainError` if it cannot be written.
  @discardableResult
  package func publish(
    _ product: String, of tree: String, isVerified: Bool, from scratch: String? = nil,
    runtime: String? = nil
  ) throws -> BuiltProgram? {
    let draft = programs + "/.new-" + UUID().uuidString
    defer { try? HostileFolder(draft).remove() }
    try Home.makeDirectory(draft)
    let built = try ProgramFiles.copy(product, from: scratch ?? self.scratch, to: draft + "/build")
    guard let size = built else { return nil }
    try BuiltProgram.write(
      BuiltProgramFacts(
        tree: tree, product: product, programBytes: size, isVerified: isVerified, runtime: runtime),
      to: draft)
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
  /// - Parameter evenInstalled: Whether a program that needs no toolchain goes, too.
  /// - Returns: True if none is left.
  @discardableResult
  func removePrograms(evenInstalled: Bool = true) -> Bool {
    for name in programNames where evenInstalled || runtime(of: name) == nil {
      removeProgram(name)
    }
    unlink(buildLock)
    return rmdir(programs) == 0 || errno == ENOENT
  }

  /// The names of the copies of Swift's libraries that its programs run with.
  package var runtimes: [String] { programNames.compactMap(runtime) }

  private func runtime(of name: String) -> String? { program(of: name)?.facts.runtime }

  /// Whether there is nothing but programs that need no toolchain.
  var holdsOnlyInstalled: Bool {
    !programNames.isEmpty && programNames.allSatisfy { runtime(of: $0) != nil }
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

  private func removeProgram(_ name: String) { BuiltProgram.remove(programs + "/" + name) }
}
