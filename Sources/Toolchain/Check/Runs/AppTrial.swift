import Workspace

/// An app whose program is there, to be tried: what its runs show and where they work.
struct AppTrial: Sendable {
  let checker: Checker
  /// Where the runs have their working directories.
  let work: WorkFolder
  /// The build folder that the program lies in.
  var scratchDirectory: String
  var plan: BuildPlan
  /// The sources of the package.
  let sources: ParsedSources
  /// Nil for a package that is no app.
  var manifest: AppManifest?
  /// Wall-clock seconds for each example.
  var seconds: Double
  /// What takes the toolchain's place; nil: the toolchain itself.
  var runtime: SwiftToolchain?

  /// What the sources use that can make two runs differ.
  var used: UsedSources { UsedSources(sources) }

  /// Everything that decides what the runs of an app come to: where it is the same, they are.
  struct Key: Equatable, Sendable {
    /// The key of the program, as `DirectFolder` has it.
    var program: String
    var manifest: AppManifest
    /// The tree as the app sees it, without its tests, which are built into another program.
    var sources: FileTree

    init(program: String, manifest: AppManifest, tree: FileTree) {
      self.program = program
      self.manifest = manifest
      sources = Self.sources(of: tree)
    }

    static func sources(of tree: FileTree) -> FileTree {
      var sources = tree
      for path in tree.paths where path.description.hasPrefix(AppLayout.tests) {
        sources[path] = nil
      }
      return sources
    }
  }
}
