import Apps
import Events
import Foundation
import Generation
import History
import Toolchain
import Workspace

/// An app leaves for a folder of the user's: as a package, or as a program.
extension Workbench {
  /// Exports the package and then checks what was exported the plain way, `swift build` and `swift test`.
  ///
  /// - Returns: Whether it passed.
  func export(
    _ app: AppStore.Found, _ tree: FileTree, to directory: String, squash: Bool
  ) async throws -> Bool {
    let target = try emptyFolder(directory)
    let strays = tree.paths.filter { !Contract.isPart($0) }
    if !strays.isEmpty { tell(.leftOut(strays.map(\.description))) }
    try app.history.export(
      to: target,
      ExportOptions(
        // What was written before such files were refused stays out, its history with it.
        headTree: strays.isEmpty ? nil : Contract.parts(of: tree),
        squash: squash || !strays.isEmpty,
        subject: "Export \(app.record.name) from wisp", date: Date()))
    let checker = try checker()
    let scratch = try ScratchFolder(in: home)
    defer { scratch.remove() }
    tell(.checkingExport)
    let subject = CheckSubject(
      treeDirectory: target, scratchDirectory: scratch.path, manifest: nil,
      requiresTests: true, faithful: true, timeLimit: 300)
    let tell = tell
    let verdict = try await checker.check(subject) { tell(.checking(Event($0))) }
    return verdict.outcome == .passed
  }

  /// Exports the program with its resources, so that it runs without `wisp` and without Swift.
  ///
  /// Swift's libraries are linked into it. If it does not pass so, they lie beside it.
  ///
  /// - Returns: Whether it passed its examples; if not, nothing is written.
  func exportProgram(
    _ app: AppStore.Found, _ manifest: AppManifest?, to directory: String
  ) async throws -> Bool {
    let target = try emptyFolder(directory)
    guard let manifest else { return false }
    func export(_ way: ToolBuild, beside libraries: SharedRuntime? = nil) async throws -> Bool {
      try await build(app, manifest, [way]) { scratch, product in
        let draft = scratch + "/export"
        guard try ProgramFiles.copy(product, from: scratch, to: draft) != nil else { return false }
        try libraries?.copyLibraries(to: draft + "/debug")
        let files = FileManager.default
        try files.createDirectory(atPath: target, withIntermediateDirectories: true)
        for name in try files.contentsOfDirectory(atPath: draft + "/debug") {
          try files.moveItem(atPath: "\(draft)/debug/\(name)", toPath: "\(target)/\(name)")
        }
        return true
      } ?? false
    }
    if try await export(ToolBuild(configuration: .standalone, runtime: .none)) { return true }
    // Only now: the copy takes 80 MB.
    let runtimes = try RuntimeCopies(home)
    defer { withExtendedLifetime(runtimes) {} }
    guard let copy = try runtimes.prepared(for: try toolchain()) else { return false }
    return try await export(
      ToolBuild(configuration: .release, runtime: copy.toolchain), beside: copy)
  }

  /// The whole path of a folder that does not exist or is empty.
  ///
  /// - Throws: `UsageError` if something is in it.
  private func emptyFolder(_ directory: String) throws(UsageError) -> String {
    let target = URL(fileURLWithPath: directory).standardizedFileURL.path
    let present = (try? FileManager.default.contentsOfDirectory(atPath: target)) ?? []
    guard present.isEmpty else {
      throw UsageError("\(directory) is not empty. Name a folder that does not exist yet.")
    }
    return target
  }
}
