import CSpawn
import Foundation

/// A sandbox that has been started, and the ends of its pipes that are ours.
struct ConfinedProcess {
  var pid: pid_t
  /// Readable once the process that was started, bubblewrap or `wisp-jail`, has ended.
  var outermost: Descriptor
  /// Closing it ends the sandbox.
  var lifeline: Descriptor
  var status: Descriptor
  /// Bubblewrap's own report; nil where it is not at work.
  var namespace: Descriptor?
  var output: Descriptor
  var error: Descriptor
  /// Nil where the command has no input.
  var input: Descriptor?
  /// Nil where the total of memory is only watched.
  var group: ControlGroup?
  var level: SandboxLevel
}

/// The pipes of one sandbox: both ends of each.
struct ConfinedPipes {
  let input: Descriptor
  let inputEnd: Descriptor?
  let output: PipeEnds
  let error: PipeEnds
  let lifeline: PipeEnds
  let status: PipeEnds

  /// With root given up later, the streams go to the id it becomes: so that /dev/stdout and its like can
  /// be opened inside.
  init(_ input: ConfinedCommand.Input, isRoot: Bool) throws(SandboxError) {
    switch input {
    case .none:
      self.input = try .empty()
      inputEnd = nil
    case .bytes, .standardInput:
      let pipe = try PipeEnds()
      self.input = pipe.reading
      inputEnd = pipe.writing
    }
    output = try PipeEnds()
    error = try PipeEnds()
    lifeline = try PipeEnds()
    status = try PipeEnds()
    for end in [output.reading, error.reading, status.reading] { try end.setNonblocking() }
    try inputEnd?.setNonblocking()
    guard isRoot else { return }
    for stream in [self.input, output.writing, error.writing] {
      _ = fchown(stream.number, uid_t(WISP_SANDBOX_ID), gid_t(WISP_SANDBOX_ID))
    }
  }

  /// The ends that the process is given, in the order of `BubblewrapCommand.Descriptor`.
  var given: [Descriptor] {
    [input, output.writing, error.writing, lifeline.reading, status.writing]
  }
}
