import Files
import Foundation
package import Workspace

/// A template's untouched starter, built: what examples are tried on that must not pass there.
///
/// Built once for each toolchain and start of the machine, and kept in the cache: every session needs it, and its
/// compiler would run beside the model's reply. Whoever makes this removes it.
package struct StarterProgram: Sendable {
  private let checker: Checker
  private let work: WorkFolder
  /// The program and its resources; nothing if the starter does not build.
  private let programs: String

  /// - Throws: What a check throws.
  package init(_ starter: FileTree, checker: Checker) async throws {
    self.checker = checker
    work = try WorkFolder(in: checker.cacheDirectory)
    do {
      programs = try work.folder()
      let kept = Self.place(of: starter, checker)
      guard try !Self.take(from: kept, to: programs) else { return }
      try await build(starter)
      Self.keep(programs, as: kept, checker)
    } catch {
      work.remove()
      throw error
    }
  }

  package func remove() { work.remove() }

  /// The names of examples that it passes: they prove nothing.
  ///
  /// None where it does not build.
  package func passes(_ examples: [Example]) async throws -> [String] {
    guard let product = Self.product(in: programs) else { return [] }
    let runner = ExampleRunner(
      runner: checker.runner, toolchain: checker.toolchain, programDirectory: programs,
      product: product, seconds: 10)
    var names: [String] = []
    for example in examples {
      let outcome = try await runner.run(example, in: work.folder())
      if outcome.mismatches.isEmpty { names.append(example.name) }
    }
    return names
  }

  private func build(_ starter: FileTree) async throws {
    guard let scratch = try await checker.built(starter, in: work),
      let product = Checker.product(named: nil, in: scratch)
    else { return }
    _ = try ProgramFiles.copy(product, from: scratch, to: programs)
  }
}

/// Where built starters are kept.
extension StarterProgram {
  static func parent(in cacheDirectory: String) -> String { "\(cacheDirectory)/starters" }

  /// A machine that has stopped in the middle may have lost what was written last, so that the place is another one
  /// after every start.
  private static func place(of starter: FileTree, _ checker: Checker) -> String {
    var hash = StableHash()
    for path in starter.paths {
      hash.add(path.description)
      hash.add(starter[path] ?? [])
    }
    hash.add(String(describing: DependencyStore.allowed))
    hash.add(checker.toolchain.identity)
    hash.add(HostFile.machineStart)
    return "\(parent(in: checker.cacheDirectory))/\(hash.hex)"
  }

  /// Copies a kept program; false if none is there.
  private static func take(from kept: String, to folder: String) throws -> Bool {
    // From now on it is in use: a sweep looks at this time.
    guard let product = product(in: kept), utimes(kept, nil) == 0 else { return false }
    return try ProgramFiles.copy(product, from: kept, to: folder) != nil
  }

  /// Keeps a program for later; one that cannot be kept is built again.
  private static func keep(_ folder: String, as kept: String, _ checker: Checker) {
    guard let product = product(in: folder) else { return }
    let draft = "\(parent(in: checker.cacheDirectory))/.draft-\(UUID().uuidString)"
    do {
      try HostFile.makeFolder(draft)
      _ = try ProgramFiles.copy(product, from: folder, to: draft)
      // Another process may have been faster.
      if rename(draft, kept) != 0 { HostFile.remove(draft) }
    } catch {
      HostFile.remove(draft)
    }
  }

  /// The one program in a folder of programs.
  private static func product(in folder: String) -> String? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/debug")) ?? []
    return names.first { !$0.hasSuffix(".resources") }
  }
}
