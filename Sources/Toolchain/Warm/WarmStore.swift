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
/// Each is made aside and renamed into place complete, so that two processes can do it at once: the
/// second one finds the first one's and drops its own.
struct WarmStore: Sendable {
  var runner: any CommandRunner
  var toolchain: SwiftToolchain
  var dependencies: DependencyStore
  var cacheDirectory: String

  private var folder: String { "\(cacheDirectory)/warm" }

  /// The folder for apps with these dependencies, built where it is missing, stale or damaged.
  ///
  /// Throws `ToolchainError` where that fails.
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
    let draft = WarmFolder(directory: "\(folder)/\(Self.draftPrefix)\(UUID().uuidString)")
    defer { HostFile.remove(draft.directory) }
    let started = ContinuousClock.now
    try await build(names, sources: sources, into: draft, report: report)
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
    let aside = "\(folder)/\(Self.draftPrefix)\(UUID().uuidString)"
    guard rename(warm.directory, aside) == 0 else { return }
    HostFile.remove(aside)
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
    hash.add("warm 1 \(DirectCommand.version)")
    hash.add(toolchain.identity)
    // The module cache holds what these and their like say.
    for header in ["features.h", "stdio.h", "stdlib.h"] {
      hash.add(HostFile.stamp(of: "/usr/include/\(header)")?.description ?? "")
    }
    for dependency in DependencyStore.allowed where names.contains(dependency.name) {
      hash.add("\(dependency.name) \(dependency.version)")
      let folder = sources[dependency.name] ?? ""
      for module in dependency.modules {
        for file in Self.files(of: module, in: folder) {
          hash.add(file)
          hash.add(HostFile.stamp(of: "\(folder)/\(file)")?.description ?? "")
        }
      }
    }
    return hash.hex
  }

  private static let draftPrefix = ".draft-"

  /// The Swift files of a dependency's module, relative to its folder.
  private static func files(of module: String, in folder: String) -> [String] {
    (FileManager.default.subpaths(atPath: "\(folder)/Sources/\(module)") ?? []).sorted()
      .filter { $0.hasSuffix(".swift") && !$0.contains(".docc/") }
      .map { "Sources/\(module)/\($0)" }
  }

  private func build(
    _ names: [String], sources: [String: String], into warm: WarmFolder,
    report: @escaping @Sendable (WarmEvent) -> Void
  ) async throws {
    let tree = "\(warm.directory)/tree"
    for part in [tree, "\(warm.files)/ModuleCache", "\(warm.files)/Modules"] {
      try HostFile.makeFolder(part)
    }
    var files = FileTree()
    files[try SafePath("modules.swift")] = Array(WarmModules.source.utf8)
    files[try SafePath("entry.swift")] = Array(WarmModules.testEntrySource.utf8)
    try files.write(to: tree, replacing: FileTree())
    let command = DirectCommand(
      toolchain: toolchain, treeDirectory: tree, scratchDirectory: nil,
      warmDirectory: warm.files, isWarming: true, dependencies: sources)
    let compilations = self.compilations(names, sources: sources)
    for (number, compilation) in compilations.enumerated() {
      report(
        .step(
          number: number + 1, of: compilations.count, text: "Compiling \(compilation.module)"))
      let result = try await runner.run(command.compile(compilation, seconds: 600))
      guard result.ending == .exited(0) else {
        let errors = BuildOutcome(result).diagnostics.filter { $0.severity == .error }
        throw ToolchainError(
          code: .starterFailed,
          description: "\(compilation.module), which every check needs, does not compile: "
            + (errors.first.map { "\($0.file ?? "swift-frontend"): \($0.message)" }
              ?? "no message"))
      }
    }
    HostFile.remove(tree)
  }

  private func compilations(
    _ names: [String], sources: [String: String]
  ) -> [DirectCommand.Compilation] {
    var all: [DirectCommand.Compilation] = []
    // Each combination has a part of the cache of its own.
    for languageMode in ["6", "5"] {
      for isTest in [false, true] {
        all.append(
          DirectCommand.Compilation(
            module: "WispModules", files: ["\(Inside.app)/modules.swift"],
            languageMode: languageMode, isTest: isTest))
      }
    }
    all.append(
      DirectCommand.Compilation(
        module: WarmModules.testEntry, files: ["\(Inside.app)/entry.swift"], isTest: true,
        object: Self.object(of: WarmModules.testEntry)))
    for dependency in DependencyStore.allowed where names.contains(dependency.name) {
      for module in dependency.modules {
        all.append(
          DirectCommand.Compilation(
            module: module,
            files: Self.files(of: module, in: sources[dependency.name] ?? "").map {
              "\(Inside.dependencies)/\(dependency.name)/\($0)"
            }, package: dependency.name.replacing("-", with: "_"), imports: [Self.modules],
            object: Self.object(of: module), moduleFile: "\(Self.modules)/\(module).swiftmodule"))
      }
    }
    return all
  }

  /// The folder inside with the dependencies' modules.
  static let modules = "\(Inside.warm)/Modules"

  /// The path inside of a module's object.
  static func object(of module: String) -> String { "\(modules)/\(module).o" }

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
