package import Apps
import Foundation
import Toolchain
import Workspace

/// What an installed tool needs in order to run, beside `wisp`.
package enum ToolNeeds: Sendable, Equatable {
  /// A copy of Swift's libraries, in this folder, of so many bytes; all tools of one toolchain share it.
  case libraries(String, bytes: Int)
  /// The Swift toolchain.
  case toolchain

  /// "wisp, and Swift's libraries (83 MB in …, shared by installed tools)".
  package func text(for app: String) -> String {
    switch self {
    case .libraries(let folder, let bytes):
      "wisp, and Swift's libraries (\(bytes / 1_000_000) MB in \(folder), shared by installed tools)"
    case .toolchain: "wisp, and the Swift toolchain (`wisp keep \(app) --install` builds it anew)"
    }
  }
}

extension Workbench {
  /// What an app's program needs; nil if there is no installed program of it as it is now.
  package func needs(of app: AppStore.Found) throws -> ToolNeeds? {
    guard app.record.installedAs != nil else { return nil }
    guard let head = try app.history.head(),
      let program = app.directory.program(of: try app.history.treeID(at: head)),
      let name = program.facts.runtime, let runtime = SharedRuntime(name, in: home.runtimes)
    else { return .toolchain }
    return .libraries(runtime.directory, bytes: runtime.bytes)
  }

  /// Builds the program that a launcher starts: optimised, with a copy of Swift's libraries beside it, and tried with
  /// the examples as it will run.
  ///
  /// If the optimised program does not pass, the usual one is tried; if neither passes, the first run builds the app
  /// as it would without a launcher. The caller holds the app's lock and has restored the tree.
  ///
  /// - Throws: `ToolchainError`, `SandboxError`, `FileFailure`.
  func buildTool(_ app: AppStore.Found, _ manifest: AppManifest) async throws -> ToolNeeds {
    let runtimes = try RuntimeCopies(home)
    defer { withExtendedLifetime(runtimes) {} }
    guard let head = try app.history.head(),
      let runtime = try runtimes.prepared(for: toolchain())
    else { return .toolchain }
    let tree = try app.history.treeID(at: head)
    let needs = ToolNeeds.libraries(runtime.directory, bytes: runtime.bytes)
    if app.directory.program(of: tree)?.facts.runtime == runtime.name { return needs }
    let isVerified = try app.history.isSealed()
    let ways = [BuildConfiguration.release, .debug].map {
      ToolBuild(configuration: $0, runtime: runtime.toolchain)
    }
    let program = try await build(app, manifest, ways) { scratch, product in
      try app.directory.publish(
        product, of: tree, isVerified: isVerified, from: scratch, runtime: runtime.name)
    }
    return program == nil ? .toolchain : needs
  }
}
