import Workspace

/// Compiling and linking without `swift build`.
extension Check {
  /// Builds directly if that is certain to give the same result as `swift build`; otherwise says why not.
  ///
  /// - Throws: `ToolchainError` if nothing can be prepared for a model's app: it is not the app's fault, and only the
  ///   direct way can try it closely enough.
  func direct() async throws -> DirectBuild.Result {
    guard resolved == nil else { return .unsure("its dependencies have to be built") }
    let plan: DirectPlan
    do {
      let known = await early?.settle(for: tree, subject.manifest)
      if let known { plan = known } else { plan = try DirectPlan(tree, shape: await shape()) }
    } catch let refusal as DirectPlan.Refusal {
      return leftToSwiftBuild(refusal.reason)
    }
    let store = checker.warmStore
    let warm: WarmFolder
    do {
      warm = try await store.prepared(for: plan.dependencies) { _ in }
    } catch let error as ToolchainError where !subject.isDistrusted {
      return .unsure("nothing is prepared: \(error)")
    }
    var build = DirectBuild(
      plan: plan, checker: checker, treeDirectory: subject.treeDirectory,
      folder: DirectFolder(path: subject.scratchDirectory), warm: warm, tree: tree,
      seconds: subject.timeLimit)
    build.underway = early?.underway
    if subject.isDistrusted {
      if subject.gates.contains(.tests) { tryMutants(beside: &build) }
      build.refuse = { [folder = build.folder] in ForbiddenSymbols.refusals(plan, $0, in: folder) }
    }
    // Resources are laid beside the programs at the end.
    if plan.modules.allSatisfy({ $0.bundle == nil }) {
      build.programMade = { [build] program in
        try build.folder.place(program)
        begin(program, of: plan.outcome)
      }
    }
    let result = try await build.run()
    if case .unsure(let reason) = result { return leftToSwiftBuild(reason) }
    return result
  }

  /// Leaves other people's packages to `swift build`; of a model's app it is an error.
  ///
  /// A program that `swift build` makes has no channel for its tests, and its functions never give another value.
  private func leftToSwiftBuild(_ reason: String) -> DirectBuild.Result {
    guard subject.isDistrusted else { return .unsure(reason) }
    return .finished(
      BuildOutcome(refused: [
        Diagnostic(
          file: nil, line: nil, column: nil, severity: .error,
          message: "wisp cannot build and try this by itself: \(reason)",
          notes: ["an app is Swift files below Sources and Tests, and nothing else"])
      ]))
  }

  /// What the manifest says: read if it is nothing but literals that are understood, else run.
  private func shape() async throws -> PackageShape {
    let text = try tree.text(SafePath(manifestName)) ?? ""
    if let literal = ManifestLiteral(text), let shape = try? PackageShape(literal) { return shape }
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
