package import Apps
import Foundation
package import Sandbox
package import Toolchain
package import Workspace

/// How an app is to be run.
package struct RunRequest: Sendable {
  package var arguments: [String]
  package var input: ConfinedCommand.Input
  package var output: ConfinedCommand.Output
  /// The environment of a terminal of its own; nil: it gets none.
  package var terminal: [String: String]?
  /// Seconds that it may run; nil: 60, or no limit if somebody watches or it serves.
  package var seconds: Double?
  /// Bytes that it may print; nil: no limit.
  package var outputBytes: Int?
  /// Whether it runs until it ends.
  package var isOpenEnded: Bool
  /// What it may use besides, this once.
  package var given: AppManifest.Permissions

  package init(
    arguments: [String] = [], input: ConfinedCommand.Input = .none,
    output: ConfinedCommand.Output = .capture, terminal: [String: String]? = nil,
    seconds: Double? = nil, outputBytes: Int? = 64 << 20, isOpenEnded: Bool = false,
    given: AppManifest.Permissions = .init()
  ) {
    self.arguments = arguments
    self.input = input
    self.output = output
    self.terminal = terminal
    self.seconds = seconds
    self.outputBytes = outputBytes
    self.isOpenEnded = isOpenEnded
    self.given = given
  }
}

/// An app whose program is there and whose permissions are agreed to: it can be started.
package struct ReadyRun: Sendable {
  let runnable: RunnableApp
  let workbench: Workbench
  let store: AppStore
  package let app: AppStore.Found
  package let request: RunRequest
  package let grant: Grant
  /// Where the app gets its input from.
  package let input: AppInput
  /// What to know of a version that is not the newest, or not verified; nil: nothing.
  package var note: String? { runnable.note }
}

/// How a run ended.
package struct RunEnd: Sendable {
  package var end: CommandEnd
  /// What it printed, if that was captured.
  package var standardOutput: [UInt8]
  package var confinement: Confinement?
  /// Pages and pictures that it wrote.
  package var pages: WrittenPages
}

extension Workbench {
  /// Finds or builds an app's program and asks for what it needs.
  ///
  /// - Throws: `AppNotFound`, `AppBusy`, or as `grant`.
  package func prepareRun(
    _ app: AppStore.Found, in store: AppStore, _ request: RunRequest
  ) async throws -> ReadyRun {
    let runnable = try await RunnableApp.find(app, in: store, self)
    return ReadyRun(
      runnable: runnable, workbench: self, store: store, app: app, request: request,
      grant: try await grant(app, runnable.manifest, adding: request.given),
      input: AppInput(runnable.manifest, try templates()[app.record.template]))
  }
}

extension ReadyRun {
  /// Runs the app to its end; what it leaves is seen to in any case.
  ///
  /// - Throws: `SandboxError`, `CancellationError`.
  package func run() async throws -> RunEnd {
    let data = app.directory.data
    let log = RunLog(app.directory)
    let mark = try RunMark(
      of: app.directory, writing: grant.guardedFolders(data: data), in: workbench.home)
    let care = LeftoverCare(workbench)
    care.tell(mark.displaced)
    let confined = confined(mark, try toolchain())
    let runner = try workbench.runner()
    let start = Int(Date().timeIntervalSince1970)
    let tell = workbench.tell
    let result: CommandResult
    do {
      result = try await confined.run(with: runner) { event in
        log.note(event)
        if case .published(let inside, let outside) = event {
          tell(.published(inside: inside, outside: outside))
        }
      }
    } catch {
      await finish(mark, log)
      throw error
    }
    await finish(mark, log)
    let end = CommandEnd(result.ending)
    log.finish(end, result.confinement)
    withExtendedLifetime(runnable.program) {}
    try? store.noteSize(of: app.directory)
    return RunEnd(
      end: end, standardOutput: result.standardOutput, confinement: result.confinement,
      pages: WrittenPages(in: data, since: start, cache: workbench.home.cache))
  }

  private func finish(_ mark: RunMark, _ log: RunLog) async {
    await LeftoverCare(workbench).finish(mark)
    for refusal in log.refusals {
      workbench.tell(.refused(target: refusal.target, reason: refusal.reason))
    }
  }

  /// What the program needs of Swift: the toolchain, or the copy of its libraries that it was installed with.
  private func toolchain() throws -> SwiftToolchain {
    let installed = runnable.program.facts.runtime.flatMap {
      SharedRuntime($0, in: workbench.home.runtimes)
    }
    return try installed?.toolchain ?? workbench.toolchain()
  }

  private func confined(_ mark: RunMark, _ toolchain: SwiftToolchain) -> AppRun {
    let isOpenEnded =
      request.isOpenEnded || request.terminal != nil || !grant.permissions.ports.isEmpty
    return AppRun(
      toolchain: toolchain, programDirectory: runnable.program.build,
      dataDirectory: app.directory.data, product: runnable.program.facts.product,
      arguments: request.arguments, input: request.input, output: request.output,
      seconds: request.seconds ?? (isOpenEnded ? nil : Self.usualSeconds),
      outputBytes: request.outputBytes, grant: grant, shields: mark.folders.flatMap(\.mounts),
      terminal: request.terminal)
  }

  /// Seconds that a run gets if nobody watches.
  private static let usualSeconds = 60.0
}
