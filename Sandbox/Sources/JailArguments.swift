import Foundation

/// Policy and profile as `wisp-jail` takes them: limits, what Landlock grants, what is watched.
struct JailArguments {
  var policy: SandboxPolicy
  var profile: SandboxProfile
  /// Number of processors.
  var processors: Int

  /// Behind namespaces.
  var all: [String] {
    numbers + grants + (policy.makesUnixSockets ? ["unix-sockets=1"] : [])
      + profile.files.memory.keys.sorted().map { "memory=\($0)" }
      + policy.mounts.filter(\.writable).map { watched($0, at: $0.inside) }
  }

  /// Where Landlock stands alone and every mount is at its place on the host.
  ///
  /// `temporary` is the folder for temporary files, the only one in place of those in memory.
  func alone(temporary: String, places: HostPlaces) -> [String] {
    let own = ["/proc", "/etc/localtime"].filter { FileManager.default.fileExists(atPath: $0) }
    let grants =
      (profile.files.system + own).map { "read=\($0)" }
      + policy.mounts.filter(needsGrant).map { ($0.writable ? "write=" : "read=") + $0.host }
    let environment = BubblewrapCommand.environment(policy, profile).map {
      "env=\($0.key)=\(places.translated($0.value))"
    }
    return numbers + ["alone=1", "write=\(temporary)"] + Self.devices.map { "device=\($0)" }
      + grants
      + policy.mounts.filter(\.writable).map { watched($0, at: $0.host) } + ["disk=\(temporary)"]
      + environment + ["chdir=\(places.translated(policy.workingDirectory))"]
  }

  /// Of the host's devices only those that are nobody's.
  private static let devices = ["null", "zero", "full", "random", "urandom"].map { "/dev/\($0)" }

  private func watched(_ mount: SandboxPolicy.Mount, at path: String) -> String {
    (mount.countsGrowth ? "growth=" : "disk=") + path
  }

  /// Everything that a mount shows may be read; the folders above can be listed only.
  private var grants: [String] {
    let own = ["/etc", "/proc"]
    return ["list=/", "device=/dev"] + (profile.files.system + own).map { "read=\($0)" }
      + profile.files.memory.keys.sorted().map { "write=\($0)" }
      + policy.mounts.filter(needsGrant).map { ($0.writable ? "write=" : "read=") + $0.inside }
  }

  /// What is read-only in another mount may be read with it: a grant holds for all that lies below.
  private func needsGrant(_ mount: SandboxPolicy.Mount) -> Bool {
    mount.writable || !policy.mounts.contains { mount.inside.hasPrefix($0.inside + "/") }
  }

  /// The channel over which sockets of the sandbox's network are handed out, where some are granted.
  var network: [String] {
    guard let grant = policy.network else { return [] }
    let proxy = grant.endpoints.isEmpty ? [] : ["proxy-port=\(NetworkGrant.proxyPort)"]
    return ["channel=\(BubblewrapCommand.GivenDescriptor.channel.rawValue)"] + proxy
  }

  /// Makes standard input the command's controlling terminal.
  static let terminal = "terminal=1"

  private var numbers: [String] {
    let limits = policy.limits
    return [
      "lifeline=\(BubblewrapCommand.GivenDescriptor.lifeline.rawValue)",
      "status=\(BubblewrapCommand.GivenDescriptor.status.rawValue)",
      "milliseconds=\(Self.milliseconds(limits.seconds))",
      "cpu-seconds=\(processorSeconds)",
      "processes=\(max(1, limits.processes))", "file-bytes=\(max(1, fileBytes))",
      "open-files=\(profile.limits.openFiles)", "address-bytes=\(profile.limits.addressBytes)",
      "data-bytes=\(profile.limits.dataBytes)",
      "memory-bytes=\(memoryBytes)", "disk-bytes=\(diskBytes)", "disk-files=\(diskFiles)",
      "nice=\(profile.limits.niceness)",
    ]
  }

  var memoryBytes: Int { policy.limits.memoryBytes ?? profile.limits.memoryBytes }
  var diskBytes: Int { policy.limits.diskBytes ?? profile.limits.diskBytes }
  var fileBytes: Int { policy.limits.fileBytes ?? diskBytes }
  var diskFiles: Int { policy.limits.diskFiles ?? profile.limits.diskFiles }

  /// Of one process: left out, the wall-clock time on every processor; 0 if there is no limit.
  var processorSeconds: Int {
    if let seconds = policy.limits.processorSeconds { return max(0, seconds) }
    return (Self.milliseconds(policy.limits.seconds) + 999) / 1000 * processors
  }

  /// At least one where there is a limit: none is said with zero.
  static func milliseconds(_ seconds: Double?) -> Int {
    guard let seconds, !seconds.isNaN, seconds < 1e9 else { return 0 }
    return max(1, Int((max(0, seconds) * 1000).rounded(.up)))
  }
}
