import CSpawn
import Foundation

/// A sandbox that has been started, and the ends of its pipes that are ours.
struct ConfinedProcess {
  var pid: pid_t
  /// Readable once bubblewrap has ended.
  var bubblewrap: Descriptor
  /// Closing it ends the sandbox.
  var lifeline: Descriptor
  var status: Descriptor
  var namespace: Descriptor
  var output: Descriptor
  var error: Descriptor
  /// Nil where the command has no input.
  var input: Descriptor?

  /// Checks the command, makes the pipes, and starts bubblewrap.
  static func start(
    _ command: ConfinedCommand, jail: String, bubblewrap: Bubblewrap
  ) throws(SandboxError) -> ConfinedProcess {
    try PolicyCheck.check(command)
    guard access(jail, X_OK) == 0 else {
      throw SandboxError(
        kind: .missing, message: "\(jail), which starts commands in the sandbox, is not there.",
        advice: "Install wisp and wisp-jail in the same folder.")
    }
    let isRoot = geteuid() == 0
    let hosts = command.policy.mounts.map(\.host) + [jail]
    if isRoot {
      for mount in command.policy.mounts where mount.writable { try give(mount.host) }
      for host in hosts { try PolicyCheck.checkReadable(host, by: uid_t(WISP_SANDBOX_ID)) }
    }

    let (input, inputEnd) = try self.input(of: command)
    let output = try PipeEnds()
    let error = try PipeEnds()
    let lifeline = try PipeEnds()
    let status = try PipeEnds()
    let namespace = try PipeEnds()
    if isRoot {
      // So that /dev/stdout and its like can be opened inside.
      for stream in [input, output.writing, error.writing] {
        _ = fchown(stream.number, uid_t(WISP_SANDBOX_ID), gid_t(WISP_SANDBOX_ID))
      }
    }
    var descriptors = [
      input, output.writing, error.writing, lifeline.reading, status.writing, namespace.writing,
    ]
    for file in BubblewrapCommand.systemFiles {
      descriptors.append(try PipeEnds.holding(file.text))
    }

    let places = isRoot ? hosts.indices.map(SpawnRequest.stagedPath) : hosts
    let facts = BubblewrapCommand.Facts(
      sources: Array(places.dropLast()), jail: places[places.count - 1],
      coversLocal: isFolder("/usr/local"))
    let request = SpawnRequest(
      executable: bubblewrap.path,
      arguments: BubblewrapCommand.arguments(
        policy: command.policy, command: command.arguments, facts: facts),
      descriptors: descriptors + [namespace.reading], staged: isRoot ? hosts : nil)

    for end in [output.reading, error.reading, status.reading, namespace.reading] {
      try end.setNonblocking()
    }
    try inputEnd?.setNonblocking()
    let pid = try request.start()
    for end in descriptors { end.close() }
    let number = wisp_pidfd_open(pid)
    guard number >= 0 else {
      // Cannot be watched, so it must not live.
      let reason = errno
      lifeline.writing.close()
      kill(pid, SIGKILL)
      var ignored: Int32 = 0
      _ = wisp_reap(pid, &ignored)
      throw .system("watch a process (Linux 5.3 or newer is needed)", reason)
    }
    return ConfinedProcess(
      pid: pid, bubblewrap: Descriptor(number), lifeline: lifeline.writing, status: status.reading,
      namespace: namespace.reading, output: output.reading, error: error.reading, input: inputEnd)
  }

  private static func input(
    of command: ConfinedCommand
  ) throws(SandboxError) -> (Descriptor, Descriptor?) {
    switch command.input {
    case .none: return (try .empty(), nil)
    case .bytes, .standardInput:
      let pipe = try PipeEnds()
      return (pipe.reading, pipe.writing)
    }
  }

  private static func give(_ path: String) throws(SandboxError) {
    let error = wisp_give(path, UInt32(WISP_SANDBOX_ID))
    guard error == 0 else { throw .system("make \(path) writable for the sandbox", error) }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
