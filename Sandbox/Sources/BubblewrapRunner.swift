import CSpawn
import Foundation

/// Runs commands in bubblewrap: own namespaces, no network, read-only system, nothing inherited.
///
/// Each run has a thread of its own that pumps the streams and watches the limits, so no thread of
/// the concurrency pool ever waits.
package struct BubblewrapRunner: CommandRunner {
  private let jail: String
  private let streams: StandardStreams
  private let bubblewrap: Bubblewrap

  /// A runner that uses the `wisp-jail` at `jail`, an absolute path.
  ///
  /// `streams` are those that `.standardInput` reads and `.passThrough` writes.
  package init(jail: String, streams: StandardStreams = .ofThisProcess) {
    self.init(jail: jail, streams: streams, bubblewrap: .installed)
  }

  init(jail: String, streams: StandardStreams = .ofThisProcess, bubblewrap: Bubblewrap) {
    self.jail = jail
    self.streams = streams
    self.bubblewrap = bubblewrap
  }

  /// The `wisp-jail` that was built or installed with `executable`: in the same folder, or in
  /// `../libexec/wisp`; nil where there is none.
  package static func jailBeside(executable: String) -> String? {
    guard let resolved = realpath(executable, nil) else { return nil }
    defer { free(resolved) }
    let folder = URL(fileURLWithPath: String(cString: resolved)).deletingLastPathComponent().path
    return ["\(folder)/wisp-jail", "\(folder)/../libexec/wisp/wisp-jail"].first {
      access($0, X_OK) == 0
    }
  }

  package func run(_ command: ConfinedCommand) async throws -> CommandResult {
    let cancel = try CancelSignal()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
          wisp_block_signals()
          continuation.resume(with: Result { try runHere(command, cancel: cancel) })
        }
      }
    } onCancel: {
      cancel.raise()
    }
  }

  /// Runs the command on this thread.
  private func runHere(_ command: ConfinedCommand, cancel: CancelSignal) throws -> CommandResult {
    let version = try bubblewrap.version()
    let process = try ConfinedProcess.start(command, jail: jail, bubblewrap: bubblewrap)
    let supervision = Supervision(process, of: command, streams: streams, cancel: cancel)
    var result = try supervision.run()
    result.confinement =
      "bubblewrap \(version): own namespaces, no network, read-only system, soft memory limit"
    return result
  }
}
