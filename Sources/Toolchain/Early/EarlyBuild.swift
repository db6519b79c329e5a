package import Workspace

/// Builds what has come of a reply while the model still writes the rest.
///
/// It decides nothing. What it makes lies in the app's build folder under keys of all that went into
/// it, so that the check of the tree that is applied in the end finds what fits it, and nothing else.
package actor EarlyBuild {
  private struct Offer {
    var plan: DirectPlan
    var tree: FileTree
    var manifest: AppManifest?
  }

  private let checker: Checker
  private let folder: DirectFolder
  nonisolated let underway = StepsUnderway()
  nonisolated let runs = RunsAhead()
  nonisolated let mutants = MutantTrial()
  private var work: WorkFolder?
  private var builds: [Task<Void, Never>] = []
  private var latest: Offer?
  private var isOver = false

  init(_ checker: Checker, scratchDirectory: String) {
    self.checker = checker
    folder = DirectFolder(path: scratchDirectory)
  }

  /// Begins to build a tree, unless it cannot be built the direct way or not even be written, and to
  /// run the program of the app whose `manifest` it holds.
  ///
  /// Of an earlier offer only the steps that are on their way and fit this one go on.
  package func offer(_ tree: FileTree, _ manifest: AppManifest? = nil) {
    guard !isOver, let offer = Self.offer(tree, manifest) else { return }
    turn(to: offer)
    do {
      let work = try self.work ?? WorkFolder(in: checker.cacheDirectory)
      self.work = work
      let place = try work.folder()
      try tree.write(to: place, replacing: FileTree())
      builds.append(
        Task { [checker, folder, underway] in
          // Whatever fails here is found again by the check, which says so.
          guard
            let warm = try? await checker.warmStore.prepared(
              for: offer.plan.dependencies, report: { _ in })
          else { return }
          var build = DirectBuild(
            plan: offer.plan, checker: checker, treeDirectory: place, folder: folder, warm: warm,
            tree: tree, seconds: Self.seconds)
          build.underway = underway
          build.programMade = { program in
            guard !Task.isCancelled else { return }
            try? self.run(program, of: offer, in: place, work)
          }
          build.moduleMade = { [mutants, build] product, imports in
            guard product.name == MutantBuild.module, !Task.isCancelled else { return }
            mutants.begin(product, imports: imports, of: build, in: work)
          }
          try? await build.makeAhead()
          Self.readAhead(tree)
        })
    } catch {
      return
    }
  }

  /// Begins nothing more; what is on its way goes on where it fits the tree that is checked now.
  ///
  /// - Returns: How the tree is built, if that is known already.
  func settle(for tree: FileTree, _ manifest: AppManifest? = nil) -> DirectPlan? {
    if let latest, latest.tree == tree, latest.manifest == manifest {
      for build in builds { build.cancel() }
      return latest.plan
    }
    guard let offer = Self.offer(tree, manifest) else {
      underway.cancel { _ in true }
      runs.keep(for: nil, tree)
      return nil
    }
    turn(to: offer)
    return offer.plan
  }

  /// Stops for good: what is offered later is passed over.
  package func end() async {
    isOver = true
    await stop()
  }

  /// Ends everything that is on its way and removes what only this needed.
  func stop() async {
    for build in builds { build.cancel() }
    underway.cancel { _ in true }
    await runs.end()
    await mutants.stop()
    await underway.wait()
    for build in builds { await build.value }
    // A build that was about to end may have begun some.
    await runs.end()
    builds = []
    latest = nil
    work?.remove()
    work = nil
  }

  /// Looks at the syntax of all files, which the check then knows of those that stay as they are.
  private static func readAhead(_ tree: FileTree) {
    for path in tree.paths where path.description.hasSuffix(".swift") {
      guard !Task.isCancelled else { return }
      if let text = tree.text(path) { _ = SyntaxCheck.findsErrors(in: text) }
    }
  }

  /// Wall-clock seconds for one build.
  ///
  /// Enough for any: a check that joins a step takes its end for its own. `stop` ends what takes long.
  private static let seconds = 600.0

  private static func offer(_ tree: FileTree, _ manifest: AppManifest?) -> Offer? {
    guard let text = tree.text(AppLayout.packageManifest),
      let plan = try? DirectPlan(tree, packageSwift: text)
    else { return nil }
    return Offer(plan: plan, tree: tree, manifest: manifest)
  }

  /// Begins the runs of a program, from a folder of its own: what lies in the app's build folder to be
  /// run is of a tree that was applied.
  private nonisolated func run(
    _ program: DirectFolder.Product, of offer: Offer, in treeDirectory: String, _ work: WorkFolder
  ) throws {
    let plan = offer.plan.outcome
    // Resources are laid beside the programs once all is built.
    guard let manifest = offer.manifest, plan.executable(for: manifest.name) == program.name,
      offer.plan.modules.allSatisfy({ $0.bundle == nil })
    else { return }
    let scratch = try work.folder()
    try folder.place(program, in: scratch)
    runs.begin(
      AppTrial(
        checker: checker, work: work, scratchDirectory: scratch,
        plan: plan, sources: ParsedSources(offer.tree), manifest: manifest,
        seconds: CheckSubject.exampleSeconds),
      as: AppTrial.Key(program: program.key, manifest: manifest, tree: offer.tree))
  }

  private func turn(to offer: Offer) {
    runs.keep(for: offer.manifest, offer.tree)
    for build in builds { build.cancel() }
    if let latest {
      underway.cancel { !Self.isSame($0, in: latest, and: offer) }
    }
    latest = offer
  }

  /// Whether two trees make the same of a product, as far as their sources tell.
  private static func isSame(_ product: DirectFolder.Product, in a: Offer, and b: Offer) -> Bool {
    func modules(_ offer: Offer) -> [DirectPlan.Module]? {
      let plan = offer.plan
      let roots =
        product.kind == .program
        ? plan.everyProgram.first { $0.fileName == product.name }?.modules : [product.name]
      guard let roots else { return nil }
      let names = Set(
        roots + plan.modules.filter { roots.contains($0.name) }.flatMap(\.modules))
      return plan.modules.filter { names.contains($0.name) }
    }
    guard let first = modules(a), first == modules(b) else { return false }
    return first.flatMap(\.files).allSatisfy { file in
      guard let path = try? SafePath(file) else { return false }
      return a.tree[path] == b.tree[path]
    }
  }
}
