package import Apps
package import Events
package import Toolchain
package import Workspace

/// Where a session's trees are built and tried: ahead, while the model still writes, and for a verdict.
package protocol Workshop: Sendable {
  /// The compiler that checks, for the seal.
  var toolchain: String { get }

  /// Returns once something can be built.
  func prepared() async throws

  /// The same for a check: who gives up waiting gives up the preparation.
  func preparedForCheck() async throws

  /// Begins to build and try a tree that the model may still be writing, in place of one that was offered before.
  ///
  /// `triesExamples` says whether its examples are to be accepted, and so tried on the template's starter.
  func offer(_ tree: FileTree, _ manifest: AppManifest, triesExamples: Bool) async

  /// Checks a tree that is on disk; what was built ahead and fits is not built again.
  ///
  /// - Throws: What `Checker.check` throws.
  func check(
    _ subject: CheckSubject, triesExamples: Bool, report: @escaping @Sendable (CheckEvent) -> Void
  ) async throws -> Verdict

  /// Begins to get the program of an earlier version, which the changed app is compared with in the end.
  ///
  /// `program` is where it was built before; nil builds it.
  func keep(_ earlier: AppVersion, program: BuiltProgram?) async

  /// What a version that was checked last, in `scratchDirectory`, does otherwise than the earlier one.
  ///
  /// - Returns: Nil if no earlier version is kept, or one of both has no program.
  /// - Throws: What a run throws.
  func compare(_ version: AppVersion, in scratchDirectory: String) async throws
    -> BehaviourCompared?

  /// Ends all that is on its way; returns once nothing of it is left.
  func end() async
}
