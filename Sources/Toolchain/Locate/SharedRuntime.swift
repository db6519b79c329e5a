import Foundation
import Workspace

/// A copy of a toolchain's libraries: all that programs of this toolchain need in order to run.
///
/// Kept tools of one toolchain share it, so that they run when the toolchain is gone or is another one.
package struct SharedRuntime: Sendable, Equatable {
  /// The folder that takes the place of the toolchain's.
  package let directory: String
  /// The bytes of each library.
  private let sizes: [String: Int]

  private static let libraries = "usr/lib/swift/linux"
  private static let listName = "libraries.json"

  /// The libraries that only tests, debuggers and other tools load.
  private static let besides = ["XCTest", "Testing", "Mirror", "_Differentiation"]

  /// The copy of this name; nil if it is not there, or not whole.
  package init?(_ name: String, in parent: String) {
    let directory = "\(parent)/\(name)"
    guard !name.contains("/"), !name.hasPrefix("."),
      let bytes = HostFile.bytes(at: "\(directory)/\(Self.listName)", limit: 1 << 16),
      let sizes = try? JSONDecoder().decode([String: Int].self, from: Data(bytes)), !sizes.isEmpty,
      sizes.allSatisfy({
        HostFile.stamp(of: "\(directory)/\(Self.libraries)/\($0.key)")?.size == $0.value
      })
    else { return nil }
    self.directory = directory
    self.sizes = sizes
  }

  /// The copy for a toolchain, made if it is not there.
  ///
  /// - Parameters:
  ///   - toolchain: The toolchain that builds the programs.
  ///   - parent: The folder of all copies.
  /// - Returns: Nil for a toolchain that is installed in `/usr`: programs find its libraries there.
  /// - Throws: `ToolchainError` if it cannot be written.
  package static func prepared(
    for toolchain: SwiftToolchain, in parent: String
  ) throws(ToolchainError) -> SharedRuntime? {
    guard toolchain.root != "/" else { return nil }
    let name = String(StableHash.hex(of: ["runtime 1", toolchain.identity]).prefix(16))
    if let present = SharedRuntime(name, in: parent) { return present }
    let draft = "\(parent)/.new-\(UUID().uuidString)"
    defer { HostFile.remove(draft) }
    let source = "\(toolchain.root)/\(libraries)"
    try HostFile.makeFolder("\(draft)/\(libraries)")
    do {
      var sizes: [String: Int] = [:]
      for file in try FileManager.default.contentsOfDirectory(atPath: source).sorted()
      where file.hasSuffix(".so") && !besides.contains(where: { file.contains($0) }) {
        // Some are links to others.
        let target = URL(filePath: "\(source)/\(file)").resolvingSymlinksInPath().path
        try FileManager.default.copyItem(atPath: target, toPath: "\(draft)/\(libraries)/\(file)")
        sizes[file] = HostFile.stamp(of: "\(draft)/\(libraries)/\(file)")?.size
      }
      try JSONEncoder().encode(sizes).write(to: URL(filePath: "\(draft)/\(listName)"))
    } catch {
      throw ToolchainError(
        code: .unusableFolder,
        description: "Cannot copy Swift's libraries from \(source) to \(parent): "
          + error.localizedDescription)
    }
    // A damaged one gives way; another process may have been first.
    HostFile.remove("\(parent)/\(name)")
    _ = rename(draft, "\(parent)/\(name)")
    return SharedRuntime(name, in: parent)
  }

  package var name: String { String(directory.split(separator: "/").last ?? "") }

  /// Bytes of its libraries.
  package var bytes: Int { sizes.values.reduce(0, +) }

  /// Copies the libraries into a folder, where a program that lies in it finds them.
  ///
  /// - Throws: What `FileManager` throws.
  package func copyLibraries(to folder: String) throws {
    let libraries = "\(directory)/\(Self.libraries)"
    for name in sizes.keys {
      try FileManager.default.copyItem(atPath: "\(libraries)/\(name)", toPath: "\(folder)/\(name)")
    }
  }

  /// What takes the toolchain's place in a run.
  package var toolchain: SwiftToolchain {
    var toolchain = SwiftToolchain(root: directory, version: "", triple: "", identity: "")
    toolchain.isRuntimeOnly = true
    return toolchain
  }

  /// Removes all copies but those of these names, and what a killed process left of one; or only counts their bytes.
  package static func removeUnused(
    in parent: String, but used: Set<String>, onlyCounts: Bool
  ) -> Int {
    var bytes = 0
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    where !used.contains(name) && name != ".lock" {
      bytes += SharedRuntime(name, in: parent)?.bytes ?? 0
      if !onlyCounts { HostFile.remove("\(parent)/\(name)") }
    }
    return bytes
  }
}
