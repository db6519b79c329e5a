import Synchronization
import Workspace

/// The tests of an app tried on mutants of AppCore, beside its build and its tests.
///
/// It never makes a verdict worse by failing: what cannot be built or does not end says nothing.
final class MutantTrial: Sendable {
  private struct Tasks {
    var object: (key: String, task: Task<MutantBuild.Object?, Never>)?
    /// Whether the object was begun elsewhere, for more than this.
    var isAdopted = false
    var findings: Task<MutantFindings, Never>?
    var isOver = false
  }

  private let tasks = Mutex(Tasks())

  /// Begins to compile the mutants of a module that has compiled; another one's are given up.
  func begin(
    _ made: DirectFolder.Product, imports: [DirectFolder.Product], of build: DirectBuild,
    in work: WorkFolder
  ) {
    tasks.withLock { tasks in
      guard !tasks.isOver, tasks.object?.key != made.key else { return }
      tasks.object?.task.cancel()
      tasks.object = (
        made.key,
        Task {
          guard let folder = try? work.folder(), let sources = try? work.folder() else {
            return nil
          }
          return try? await MutantBuild(build: build, folder: folder, sources: sources)
            .compile(imports: imports)
        }
      )
    }
  }

  /// Takes over what was begun elsewhere for exactly this module.
  ///
  /// - Returns: False if there is nothing of the kind.
  func adopt(_ other: MutantTrial, key: String) -> Bool {
    guard let object = other.tasks.withLock({ $0.object }), object.key == key else { return false }
    return tasks.withLock { tasks in
      guard !tasks.isOver else { return false }
      tasks.object = object
      tasks.isAdopted = true
      return true
    }
  }

  /// Links the mutants with the tests' objects and runs them.
  func run(
    with objects: [String: DirectFolder.Product],
    _ runs: @escaping @Sendable (MutantBuild.Object) async throws -> MutantRuns?
  ) {
    tasks.withLock { tasks in
      guard !tasks.isOver, tasks.findings == nil, let object = tasks.object?.task else { return }
      tasks.findings = Task {
        guard let object = await object.value,
          let isLinked = try? await object.build.link(object, with: objects), isLinked,
          let runs = try? await runs(object), let findings = try? await runs.findings()
        else { return MutantFindings() }
        return findings
      }
    }
  }

  /// What was found; nothing if nothing was begun.
  func findings() async -> MutantFindings {
    let task = tasks.withLock { $0.findings }
    return await withTaskCancellationHandler {
      await task?.value ?? MutantFindings()
    } onCancel: {
      task?.cancel()
    }
  }

  /// Gives up the module that is compiled; returns once nothing runs.
  func stop() async {
    let object = tasks.withLock { tasks in
      defer { tasks.object = nil }
      return tasks.object
    }
    object?.task.cancel()
    _ = await object?.task.value
  }

  /// Ends what is on its way and begins nothing more; returns once nothing runs.
  func end() async {
    let tasks = tasks.withLock { tasks in
      tasks.isOver = true
      if !tasks.isAdopted { tasks.object?.task.cancel() }
      tasks.findings?.cancel()
      return tasks
    }
    _ = await tasks.findings?.value
    if !tasks.isAdopted { _ = await tasks.object?.task.value }
  }
}
