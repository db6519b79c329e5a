import Foundation
import Sandbox
import Workspace

/// How the preparation of a template's first build goes.
package enum SeedEvent: Sendable, Equatable {
  /// There is none yet, or it was damaged: it is built now, once.
  case building
  /// A step of the build: "Compiling ArgumentParser Argument.swift".
  case step(number: Int, of: Int, text: String)
  /// It can be used; `seconds` is what building it took, zero where it was there.
  case ready(seconds: Double)
}

/// The prepared builds of templates: made once from trusted starters, copied for every fresh app.
///
/// Each is made aside and renamed into place complete, so that two processes can do it at once: the
/// second one finds the first one's and drops its own.
struct SeedStore: Sendable {
  var runner: any CommandRunner
  var toolchain: SwiftToolchain
  var dependencies: DependencyStore
  var cacheDirectory: String

  private var folder: String { "\(cacheDirectory)/seeds" }

  /// The seed for a starter, built where it is missing or damaged.
  ///
  /// Throws `ToolchainError` where the starter does not build.
  func seed(
    for starter: FileTree, report: @escaping @Sendable (SeedEvent) -> Void
  ) async throws -> Seed {
    let seed = Seed(directory: "\(folder)/\(key(of: starter))")
    if FileManager.default.fileExists(atPath: seed.directory) {
      if seed.isIntact {
        report(.ready(seconds: 0))
        return seed
      }
      discard(seed)
    }
    report(.building)
    sweep()
    let draft = Seed(directory: "\(folder)/\(Self.draftPrefix)\(UUID().uuidString)")
    defer { HostFile.remove(draft.directory) }
    let started = ContinuousClock.now
    try await build(starter, into: draft, report: report)
    draft.forgetBuildTimes()
    try draft.seal()
    // Fails where another process was first: then there is a seed as good as this one.
    if rename(draft.directory, seed.directory) != 0, !seed.isIntact {
      throw ToolchainError(
        code: .unusableFolder,
        description: "Cannot put a prepared build into \(seed.directory): "
          + "\(String(cString: strerror(errno))).")
    }
    report(.ready(seconds: started.duration(to: .now) / .seconds(1)))
    return seed
  }

  /// Takes a seed out of use at once, then removes it.
  func discard(_ seed: Seed) {
    let aside = "\(folder)/\(Self.draftPrefix)\(UUID().uuidString)"
    guard rename(seed.directory, aside) == 0 else { return }
    HostFile.remove(aside)
  }

  /// Everything that decides what a build of the starter looks like.
  func key(of starter: FileTree) -> String {
    var hash = StableHash()
    hash.add("seed 2")
    hash.add(toolchain.identity)
    for flag in BuildCommand.flags { hash.add(flag) }
    for dependency in DependencyStore.allowed {
      hash.add("\(dependency.name) \(dependency.version)")
    }
    for path in starter.paths {
      hash.add(path.description)
      hash.add(starter[path] ?? [])
    }
    return hash.hex
  }

  private static let draftPrefix = ".draft-"

  private func build(
    _ starter: FileTree, into seed: Seed, report: @escaping @Sendable (SeedEvent) -> Void
  ) async throws {
    for part in [seed.tree, seed.scratch] { try HostFile.makeFolder(part) }
    var tree = starter
    let manifest = try ConfinedManifest.rewriting(packageSwift: Self.manifestText(of: starter))
    tree[try SafePath("Package.swift")] = Array(manifest.text.utf8)
    tree[try SafePath("Package.resolved")] = nil
    try tree.write(to: seed.tree, replacing: FileTree())
    var sources: [String: String] = [:]
    for name in manifest.dependencies { sources[name] = try dependencies.sources(of: name) }
    let command = BuildCommand(
      toolchain: toolchain, treeDirectory: seed.tree, scratchDirectory: seed.scratch,
      dependencies: sources)
    let result = try await runner.run(
      command.build(
        seconds: 600,
        output: .stream { _, bytes in
          for step in BuildStep.steps(in: bytes) {
            report(.step(number: step.number, of: step.total, text: step.text))
          }
        }))
    guard result.ending == .exited(0) else {
      let errors = BuildOutcome(result).diagnostics.filter { $0.severity == .error }
      throw ToolchainError(
        code: .starterFailed,
        description: "The template's starter does not build: "
          + (errors.first.map { "\($0.file ?? "swift build"): \($0.message)" } ?? "no message"))
    }
  }

  private static func manifestText(of starter: FileTree) throws -> String {
    guard let text = starter.text(try SafePath("Package.swift")) else {
      throw ToolchainError(
        code: .starterFailed, description: "The template's starter has no Package.swift.")
    }
    return text
  }

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

/// A line of progress: "[5/19] Compiling App main.swift".
struct BuildStep: Equatable {
  var number: Int
  var total: Int
  var text: String

  static func steps(in bytes: [UInt8]) -> [BuildStep] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      guard let match = line.wholeMatch(of: /\[(\d+)\/(\d+)\] (.+)/),
        let number = Int(match.1), let total = Int(match.2)
      else { return nil }
      return BuildStep(number: number, total: total, text: String(match.3))
    }
  }
}
