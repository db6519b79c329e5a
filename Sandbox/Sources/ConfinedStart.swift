import CSpawn
import Foundation

/// The start of one command: checks, pipes, and the process.
struct ConfinedStart {
  var command: ConfinedCommand
  /// The path of `wisp-jail`.
  var jail: String
  /// What was asked for.
  var level: SandboxLevel
  /// Those of this process.
  var streams: StandardStreams

  private var policy: SandboxPolicy { command.policy }

  /// Starts it in bubblewrap.
  func inside(_ bubblewrap: Bubblewrap) throws(SandboxError) -> ConfinedProcess {
    let profile = try prepare()
    let isRoot = geteuid() == 0
    let certificates = policy.network?.certificates.map { [$0] } ?? []
    let hosts = policy.mounts.map(\.host) + certificates + [jail]
    let pipes = try ConfinedPipes(command, streams: streams, isRoot: isRoot)
    let namespace = try PipeEnds()
    try namespace.reading.setNonblocking()
    var descriptors = pipes.given + [namespace.writing]
    for file in BubblewrapCommand.systemFiles {
      descriptors.append(try PipeEnds.holding(Array(file.text.utf8)))
    }
    descriptors.append(try PipeEnds.holding(Self.localTime()))

    let places = isRoot ? hosts.indices.map(SpawnRequest.stagedPath) : hosts
    let facts = BubblewrapCommand.Facts(
      sources: Array(places.prefix(policy.mounts.count)), jail: places[places.count - 1],
      present: Set((profile.files.hidden + profile.files.masked).filter { access($0, F_OK) == 0 }),
      processors: ProcessInfo.processInfo.activeProcessorCount,
      certificates: certificates.isEmpty ? nil : places[policy.mounts.count],
      hasTerminal: pipes.streams.terminal != nil)
    descriptors.append(namespace.reading)
    let network = try policy.network.map { (grant) throws(SandboxError) in
      try bridge(grant, &descriptors)
    }
    var policy = policy
    if let port = network?.firstPublished {
      policy.environment[NetworkGrant.publishedPort] = "\(port)"
    }
    let request = SpawnRequest(
      executable: bubblewrap.path,
      arguments: BubblewrapCommand.arguments(
        policy: policy, profile: profile, command: command.arguments, facts: facts),
      descriptors: descriptors, staged: isRoot ? hosts : nil)
    var process = try start(request, profile, pipes)
    namespace.writing.close()
    // The channel: `wisp-jail` has its end now.
    if network != nil { descriptors.last?.close() }
    network?.start()
    process.network = network
    process.namespace = namespace.reading
    return process
  }

  /// Starts it under Landlock and the stricter filter alone, at its places on the host.
  func alone(temporary: TemporaryPlace) throws(SandboxError) -> ConfinedProcess {
    guard policy.network?.isStandIn ?? true else {
      throw SandboxError(
        kind: .denied,
        message: "Without namespaces no hosts and ports can be given to an app. Nothing was run.",
        advice: "Leave out --sandbox=landlock, or the permissions.")
    }
    let profile = try prepare()
    let isRoot = geteuid() == 0
    if isRoot { try Self.give(temporary.path) }
    let pipes = try ConfinedPipes(command, streams: streams, isRoot: isRoot)
    let places = HostPlaces(policy.mounts, temporary: temporary.path)
    let numbers = JailArguments(
      policy: policy, profile: profile,
      processors: ProcessInfo.processInfo.activeProcessorCount)
    let request = SpawnRequest(
      executable: jail,
      arguments: ["wisp-jail"] + numbers.alone(temporary: temporary.path, places: places)
        + (pipes.streams.terminal == nil ? [] : [JailArguments.terminal]) + ["--"]
        + command.arguments.map(places.translated),
      descriptors: pipes.given, staged: isRoot ? [] : nil)
    var process = try start(request, profile, pipes)
    process.level = .landlock
    return process
  }

  /// Refuses what cannot be run, and makes the rest ready for it.
  private func prepare() throws(SandboxError) -> SandboxProfile {
    try PolicyCheck.check(command)
    let profile = try SandboxProfile.named(policy.profile)
    guard access(jail, X_OK) == 0 else {
      throw SandboxError(
        kind: .missing, message: "\(jail), which starts commands in the sandbox, is not there.",
        advice: "Install wisp and wisp-jail in the same folder.")
    }
    try PolicyCheck.checkSpace(policy, profile)
    if geteuid() == 0 {
      for mount in policy.mounts where mount.writable {
        if mount.keepsOwner {
          try PolicyCheck.checkWritable(mount.host, by: uid_t(WISP_SANDBOX_ID))
        } else {
          try Self.give(mount.host)
        }
      }
      for host in policy.mounts.map(\.host) + [jail] {
        try PolicyCheck.checkReadable(
          host, by: uid_t(WISP_SANDBOX_ID), opensFolders: level != .landlock)
      }
    }
    return profile
  }

  private func start(
    _ request: SpawnRequest, _ profile: SandboxProfile, _ pipes: ConfinedPipes
  ) throws(SandboxError) -> ConfinedProcess {
    var group = level == .fullSoft ? nil : ControlGroup.make(groupLimits(profile))
    var request = request
    request.groups = group?.members ?? []
    let pid: pid_t
    do throws(SandboxError) {
      pid = try request.start()
    } catch  where error == SetupFailure.group {
      (group, request.groups) = (nil, [])
      pid = try request.start()
    }
    for end in request.descriptors.prefix(pipes.given.count) { end.close() }
    pipes.streams.terminal?.take()
    let number = wisp_pidfd_open(pid)
    guard number >= 0 else {
      // Cannot be watched, so it must not live.
      let reason = errno
      pipes.lifeline.writing.close()
      kill(pid, SIGKILL)
      var ignored: Int32 = 0
      _ = wisp_reap(pid, &ignored)
      throw .system("watch a process (Linux 5.3 or newer is needed)", reason)
    }
    return ConfinedProcess(
      pid: pid, outermost: SharedDescriptor(number), lifeline: pipes.lifeline.writing,
      status: pipes.status.reading, output: pipes.streams.output, error: pipes.streams.error,
      input: pipes.streams.input, terminal: pipes.streams.terminal, group: group,
      level: group?.controllers.contains(.memory) == true ? .full : .fullSoft)
  }

  /// The limits inside are met first and end a command in good order; these hold what is too quick for
  /// them, or counted elsewhere.
  private func groupLimits(_ profile: SandboxProfile) -> GroupLimits {
    let memoryBytes = policy.limits.memoryBytes ?? profile.limits.memoryBytes
    return GroupLimits(
      memoryBytes: memoryBytes + memoryBytes / 16,
      processes: max(1, policy.limits.processes) + Self.ownProcesses)
  }

  /// Bubblewrap and `wisp-jail`, and what they are while they start.
  private static let ownProcesses = 4

  /// The host's side of a network grant; the other end of its channel goes along with the others.
  private func bridge(
    _ grant: NetworkGrant, _ descriptors: inout [SharedDescriptor]
  ) throws(SandboxError) -> NetworkBridge {
    var ours: Int32 = -1
    var theirs: Int32 = -1
    let error = wisp_socket_pair(&ours, &theirs)
    guard error == 0 else { throw .system("make a socket pair", error) }
    descriptors.append(SharedDescriptor(theirs))
    return try NetworkBridge(grant, channel: SharedDescriptor(ours), report: command.onNetwork)
  }

  private static func give(_ path: String) throws(SandboxError) {
    let error = wisp_give(path, UInt32(WISP_SANDBOX_ID))
    guard error == 0 else { throw .system("make \(path) writable for the sandbox", error) }
  }

  /// The host's time zone; nothing, which means UTC, for one that is no ordinary small file.
  private static func localTime() -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: BubblewrapCommand.localTime),
      data.count <= 16 << 10, data.starts(with: Data("TZif".utf8))
    else { return [] }
    return Array(data)
  }
}

/// A folder for temporary files of one run, with a home in it; used if there is none in memory.
final class TemporaryPlace: Sendable {
  let path: String

  init() throws(SandboxError) {
    var template = Array("/tmp/wisp-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw .system("make a folder in /tmp", errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard mkdir(path + "/home", 0o700) == 0 else { throw .system("make \(path)/home", errno) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
