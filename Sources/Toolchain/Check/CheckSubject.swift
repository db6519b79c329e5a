package import Events
package import Workspace

/// What to check, and how strictly.
package struct CheckSubject: Sendable {
  /// The package on this machine; shown read-only.
  package var treeDirectory: String
  /// The app's own build folder; made if it is missing, kept for the next check.
  package var scratchDirectory: String
  /// The app's manifest with its examples; nil for any package that has none.
  package var manifest: AppManifest?
  /// Names of allowed dependencies, beyond those found in `Package.swift`.
  package var dependencies: [String]
  /// Whether it may depend on whatever packages are resolved for it, as other people's packages may; code that a
  /// model wrote may not.
  package var mayHaveOwnDependencies = false
  /// How its programs are built; any but `debug` only with `faithful` and without the gate `tests`.
  package var configuration = BuildConfiguration.debug
  /// What takes the toolchain's place in runs; nil: the toolchain itself.
  package var runtime: SwiftToolchain?
  /// Whether a package without a single test that ran fails.
  package var requiresTests: Bool
  /// Whether `swift build` makes everything, however slowly, instead of the compiler directly.
  package var faithful: Bool
  /// Whether the scratch directory is the direct way's alone, kept between checks of files that anybody
  /// may have written: `swift build`, which goes by the files' times, then builds in a folder of its
  /// own that does not outlast the check.
  package var keepsDirectOnly: Bool
  /// Whether whoever wrote the app may have bent it to its checks.
  ///
  /// Its examples are then tried with other input, too, tests must look at something, the app must not
  /// ask whether it is being tested, and code that could forge its tests is refused.
  package var isDistrusted: Bool
  /// The names of examples that the untouched starter passes, as soon as they are known; nil if that is not asked, since
  /// the contract was accepted before.
  package var vacuousExamples: (@Sendable () async throws -> [String])?
  /// Whether an app may answer every input alike: it was told of it, and stayed with it.
  package var mayBeConstant = false
  /// By what the results of the app may vary, because its description asks for it: its contract may then say so.
  package var mayVary: Set<Variation> = []
  /// Files of tests that were accepted before: other files may not change what they mean.
  package var acceptedTests: Set<SafePath>
  /// The gates to go through, in their usual order.
  package var gates: [Gate]
  /// Wall-clock seconds for the build.
  package var timeLimit: Double
  /// Wall-clock seconds for each run of the test program.
  package var testTimeLimit: Double
  /// Wall-clock seconds for each example.
  package var exampleTimeLimit: Double

  /// Wall-clock seconds that an example may usually take.
  package static let exampleSeconds = 10.0

  package init(
    treeDirectory: String, scratchDirectory: String, manifest: AppManifest? = nil,
    dependencies: [String] = [], requiresTests: Bool = true, faithful: Bool = false,
    keepsDirectOnly: Bool = false, isDistrusted: Bool = false,
    acceptedTests: Set<SafePath> = [], gates: [Gate] = Gate.allCases,
    timeLimit: Double = 300,
    testTimeLimit: Double = 30,
    exampleTimeLimit: Double = CheckSubject.exampleSeconds
  ) {
    self.treeDirectory = treeDirectory
    self.scratchDirectory = scratchDirectory
    self.manifest = manifest
    self.dependencies = dependencies
    self.requiresTests = requiresTests
    self.faithful = faithful
    self.keepsDirectOnly = keepsDirectOnly
    self.isDistrusted = isDistrusted
    self.acceptedTests = acceptedTests
    self.gates = gates
    self.timeLimit = timeLimit
    self.testTimeLimit = testTimeLimit
    self.exampleTimeLimit = exampleTimeLimit
  }
}

extension CheckSubject {
  /// The gates that the subject goes through.
  var order: [Gate] {
    Gate.allCases.filter { gates.contains($0) && ($0 != .proof || isDistrusted) }
  }
}

/// What happens during a check, as it happens.
package enum CheckEvent: Sendable, Equatable {
  case gateStarted(Gate)
  case diagnosticFound(Diagnostic)
  case gateFinished(GateResult)
  /// The tests or examples because of which the gate that has just finished failed.
  case failuresFound(CheckFailures)
  /// What the examples gave, and those with other input; once, at the end.
  case tracesMade([MadeTrace])
}
