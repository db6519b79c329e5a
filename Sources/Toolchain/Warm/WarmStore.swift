import Files
import Foundation
import Sandbox
import Workspace

/// How the preparation for a template's builds goes.
package enum WarmEvent: Sendable, Equatable {
  /// There is none yet, or it was damaged: it is built now, once.
  case building
  /// A step of it: "Compiling ArgumentParser".
  case step(number: Int, of: Int, text: String)
  /// It can be used; `seconds` is what building it took, zero where it was there.
  case ready(seconds: Double)
}

/// The warm folders: made once from trusted sources, confined, and read-only ever after.
///
/// There is one for each set of dependencies, made in layers: what every app needs; that and one
/// dependency; the folders of single dependencies laid together. A layer holds the files of those
/// below as further links to the same data, so that nothing is compiled or stored twice.
///
/// Each is made aside and renamed into place complete, so that two processes can do it at once: the
/// second one finds the first one's and drops its own.
struct WarmStore: Sendable {
  var runner: any CommandRunner
  var toolchain: SwiftToolchain
  var dependencies: DependencyStore
  var cacheDirectory: String

  private var folder: String { "\(cacheDirectory)/warm" }

  /// The folder for apps with these dependencies, built if it is missing, stale or damaged.
  ///
  /// Throws `ToolchainError` if that fails.
  func prepared(
    for names: [String], report: @escaping @Sendable (WarmEvent) -> Void
  ) async throws -> WarmFolder {
    var sources: [String: String] = [:]
    for name in names { sources[name] = try dependencies.sources(of: name) }
    let warm = WarmFolder(directory: "\(folder)/\(key(of: names, sources: sources))")
    if FileManager.default.fileExists(atPath: warm.directory) {
      if warm.isIntact(toolchain: toolchain) {
        report(.ready(seconds: 0))
        return warm
      }
      discard(warm)
    }
    report(.building)
    sweep()
    let started = ContinuousClock.now
    var layers: [WarmFolder] = []
    for below in names.count > 1 ? names.map({ [$0] }) : names.isEmpty ? [] : [[]] {
      layers.append(
        try await prepared(for: below) { event in
          // Its steps are steps of this one.
          if case .step = event { report(event) }
        })
    }
    let draft = WarmFolder(directory: "\(folder)/\(Self.draftPrefix)\(UUID().uuidString)")
    defer { HostFile.remove(draft.directory) }
    try await WarmLayer(
      names: names, sources: sources, layers: layers, folder: draft, runner: runner,
      toolchain: toolchain
    ).build(report: report)
    try draft.seal(toolchain: toolchain)
    // Fails where another process was first: then there is a folder as good as this one.
    if rename(draft.directory, warm.directory) != 0, !warm.isIntact(toolchain: toolchain) {
      throw ToolchainError(
        code: .unusableFolder,
        description: "Cannot put a warm folder into \(warm.directory): "
          + "\(String(cString: strerror(errno))).")
    }
    report(.ready(seconds: started.duration(to: .now) / .seconds(1)))
    return warm
  }

  /// Takes a folder out of use at once, then removes it.
  func discard(_ warm: WarmFolder) {
    try? HostileFolder(warm.directory).bury(
      as: "\(folder)/\(Self.draftPrefix)\(UUID().uuidString)")
  }

  /// All finished and unfinished folders, those being made at the moment left out.
  var folders: [WarmFolder] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
      .filter { !$0.hasPrefix(Self.draftPrefix) }
      .map { WarmFolder(directory: "\(folder)/\($0)") }
  }

  /// Everything that decides what is in a folder.
  func key(of names: [String], sources: [String: String]) -> String {
    var hash = StableHash()
    hash.add("warm 3 \(StableHash.hex(of: [WarmModules.testEntrySource])) \(DirectCommand.version)")
    hash.add(toolchain.identity)
    // The module cache holds what these and their like say.
    for header in ["features.h", "stdio.h", "stdlib.h", "sqlite3.h"] {
      hash.add(HostFile.stamp(of: "/usr/include/\(header)")?.description ?? "")
    }
    for dependency in DependencyStore.allowed where names.contains(dependency.name) {
      hash.add("\(dependency.name) \(dependency.version)")
      let folder = sources[dependency.name] ?? ""
      for module in dependency.modules {
        for file in module.files(in: folder) {
          hash.add(file)
          hash.add(HostFile.stamp(of: "\(folder)/\(file)")?.description ?? "")
        }
      }
    }
    return hash.hex
  }

  private static let draftPrefix = ".draft-"

  /// The folder inside with the dependencies' modules.
  static let modules = "\(Inside.warm)/Modules"

  /// The path inside of a module's object.
  static func object(of module: String) -> String { "\(modules)/\(module).o" }

  /// The paths inside of the objects of those modules that have one.
  static func objects(of names: [String]) -> [String] {
    DependencyStore.modules(names).filter { $0.kind != .system }.map { object(of: $0.name) }
  }

  /// The folders inside with the module maps of those modules that are written in C.
  static func headers(of names: [String]) -> [String] {
    DependencyStore.modules(names).filter { $0.kind != .swift }.map { headers(of: $0.name) }
  }

  /// The folder inside with the headers of a module written in C.
  static func headers(of module: String) -> String { "\(Inside.warm)/Headers/\(module)" }

  /// Removes what a killed process left behind, a day later.
  private func sweep() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(Self.draftPrefix) {
      let age = HostFile.stamp(of: "\(folder)/\(name)").map { time(nil) - $0.seconds } ?? 0
      guard age > 24 * 60 * 60 else { continue }
      HostFile.remove("\(folder)/\(name)")
    }
  }
}
