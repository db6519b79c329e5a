import CSpawn
import Foundation

/// A sandbox that has been started, and the ends of its pipes that are ours.
struct ConfinedProcess {
  var pid: pid_t
  /// Readable once the process that was started, bubblewrap or `wisp-jail`, has ended.
  var outermost: SharedDescriptor
  /// Closing it ends the sandbox.
  var lifeline: SharedDescriptor
  var status: SharedDescriptor
  /// Bubblewrap's own report; nil if it is not at work.
  var namespace: SharedDescriptor?
  var output: SharedDescriptor
  /// Nil if it goes to the output.
  var error: SharedDescriptor?
  /// Nil if the command has no input.
  var input: SharedDescriptor?
  /// Nil if the command is not interactive.
  var terminal: PrivateTerminal?
  /// Nil if the command may not use the network.
  var network: NetworkBridge?
  /// Nil if no control group can be made.
  var group: ControlGroup?
  var level: SandboxLevel
}

/// The pipes of one sandbox: both ends of each.
struct ConfinedPipes {
  let streams: StreamEnds
  let lifeline: PipeEnds
  let status: PipeEnds

  /// With root given up later, the streams go to the id it becomes: so that /dev/stdout and its like can
  /// be opened inside.
  init(
    _ command: ConfinedCommand, streams: StandardStreams, isRoot: Bool
  ) throws(SandboxError) {
    self.streams = try StreamEnds(of: command, streams: streams)
    lifeline = try PipeEnds()
    status = try PipeEnds()
    for end in [self.streams.output, self.streams.error, self.streams.input, status.reading] {
      try end?.setNonblocking()
    }
    guard isRoot else { return }
    for stream in self.streams.inside {
      _ = fchown(stream.number, uid_t(WISP_SANDBOX_ID), gid_t(WISP_SANDBOX_ID))
    }
  }

  /// The ends that the process is given, in the order of `BubblewrapCommand.GivenDescriptor`.
  var given: [SharedDescriptor] { streams.inside + [lifeline.reading, status.writing] }
}
