import CSpawn
import Foundation
import Synchronization

/// Runs commands in bubblewrap: own namespaces, no network, read-only system, nothing inherited.
///
/// Each run has a thread of its own that pumps the streams and watches the limits, so no thread of
/// the concurrency pool ever waits.
package struct BubblewrapRunner: CommandRunner {
  private let jail: String
  private let streams: StandardStreams
  private let bubblewrap: Bubblewrap
  private let level: SandboxLevel
  private let record = Record()

  /// A runner that uses the `wisp-jail` at `jail`, an absolute path.
  ///
  /// `streams` are those that `.standardInput` reads and `.passThrough` writes. At the level `full` it
  /// confines as much as this machine can, and refuses where that is less than `full-soft`.
  package init(
    jail: String, streams: StandardStreams = .ofThisProcess, level: SandboxLevel = .full
  ) {
    self.init(jail: jail, streams: streams, bubblewrap: .installed, level: level)
  }

  init(
    jail: String, streams: StandardStreams = .ofThisProcess, bubblewrap: Bubblewrap,
    level: SandboxLevel = .full
  ) {
    self.jail = jail
    self.streams = streams
    self.bubblewrap = bubblewrap
    self.level = level
  }

  /// How the last command that has ended was confined; nil before the first.
  package var latest: Confinement? { record.value.withLock { $0 } }

  private final class Record: Sendable {
    let value = Mutex<Confinement?>(nil)
  }

  /// The `wisp-jail` that was built or installed with `executable`: in the same folder, or in
  /// `../libexec/wisp`; nil if there is none.
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
    let start = ConfinedStart(
      command: command, jail: jail, level: level, streams: streams)
    let version = level == .landlock ? nil : try bubblewrap.version()
    let temporary = level == .landlock ? try TemporaryPlace() : nil
    let process =
      if let temporary { try start.alone(temporary: temporary) } else {
        try start.inside(bubblewrap)
      }
    let supervision = try Supervision(process, of: command, streams: streams, cancel: cancel)
    var result = try supervision.run()
    withExtendedLifetime(temporary) {}
    result.confinement?.bubblewrap = version?.description
    // What refuses everything is nothing.
    result.confinement?.network = command.policy.network.flatMap { $0.isStandIn ? nil : $0 }
    record.value.withLock { $0 = result.confinement }
    return result
  }
}
