package import Workspace

/// A template's untouched starter, built: what examples are tried on that must not pass there.
///
/// Whoever makes it removes it.
package struct StarterProgram: Sendable {
  private let checker: Checker
  private let work: WorkFolder
  private let tree: String
  private let scratch: String

  /// - Throws: What a check throws.
  package init(_ starter: FileTree, checker: Checker) async throws {
    self.checker = checker
    work = try WorkFolder(in: checker.cacheDirectory)
    do {
      tree = try work.folder()
      scratch = try work.folder()
      var starter = starter
      starter[try SafePath("Package.resolved")] = nil
      try starter.write(to: tree, replacing: FileTree())
      _ = try await checker.check(
        CheckSubject(treeDirectory: tree, scratchDirectory: scratch, gates: [.compile]))
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
    let program = try work.folder()
    guard let product = Checker.product(named: nil, in: scratch),
      try ProgramFiles.copy(product, from: scratch, to: program) != nil
    else { return [] }
    let runner = ExampleRunner(
      runner: checker.runner, toolchain: checker.toolchain, programDirectory: program,
      product: product, seconds: 10)
    var names: [String] = []
    for example in examples {
      let outcome = try await runner.run(example, in: work.folder())
      if outcome.mismatches.isEmpty { names.append(example.name) }
    }
    return names
  }
}
