import Workspace

/// Compiling and linking without `swift build`.
extension Check {
  /// Builds directly if that is certain to give the same result as `swift build`; otherwise says why not.
  func direct() async throws -> DirectBuild.Result {
    let plan: DirectPlan
    do {
      let known = await early?.settle(for: tree, subject.manifest)
      if let known { plan = known } else { plan = try DirectPlan(tree, shape: await shape()) }
    } catch let refusal as DirectPlan.Refusal {
      return .unsure(refusal.reason)
    }
    let store = checker.warmStore
    let warm: WarmFolder
    do {
      warm = try await store.prepared(for: plan.dependencies) { _ in }
    } catch let error as ToolchainError {
      return .unsure("nothing is prepared: \(error)")
    }
    var build = DirectBuild(
      plan: plan, checker: checker, treeDirectory: subject.treeDirectory,
      folder: DirectFolder(path: subject.scratchDirectory), warm: warm, tree: tree,
      seconds: subject.timeLimit)
    build.underway = early?.underway
    if subject.isDistrusted, subject.gates.contains(.tests) { tryMutants(beside: &build) }
    // Resources are laid beside the programs at the end.
    if plan.modules.allSatisfy({ $0.bundle == nil }) {
      build.programMade = { [build] program in
        try build.folder.place(program)
        begin(program, of: plan.outcome)
      }
    }
    return try await build.run()
  }

  /// What the manifest says: read where it is nothing but literals, else run.
  private func shape() async throws -> PackageShape {
    let text = try tree.text(SafePath("Package.swift")) ?? ""
    if let literal = ManifestLiteral(text) { return try PackageShape(literal) }
    guard !SyntaxCheck.findsErrors(in: text) else {
      throw DirectPlan.Refusal("its manifest has errors")
    }
    var command = command
    command.scratchDirectory = try work.folder()
    return try await ManifestRun(
      runner: checker.runner, toolchain: checker.toolchain, cacheDirectory: checker.cacheDirectory
    ).shape(of: manifest.text, command: command, seconds: min(60, subject.timeLimit))
  }
}
