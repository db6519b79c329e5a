/// Policy, command and the facts of one start, rendered to bubblewrap's command line.
///
/// Pure: what is confined, and how, is decided here and nowhere else. Bubblewrap works through its
/// arguments in order, so a later mount covers an earlier one, and everything is made read-only last.
package enum BubblewrapCommand {
  /// What the command line depends on beside policy and command.
  package struct Facts: Sendable, Equatable {
    /// Where bubblewrap finds each of the policy's mounts, in their order.
    package var sources: [String]
    /// Where bubblewrap finds `wisp-jail`.
    package var jail: String
    /// Those of the profile's hidden and masked paths that the host has.
    package var present: Set<String>
    /// Number of processors, for the limit of their time.
    package var processors: Int
    /// Where bubblewrap finds the file of trusted certificates; nil if none is shown.
    package var certificates: String?
    /// Whether the command gets a terminal of its own.
    package var hasTerminal: Bool

    package init(
      sources: [String], jail: String, present: Set<String>, processors: Int,
      certificates: String? = nil, hasTerminal: Bool = false
    ) {
      self.certificates = certificates
      self.hasTerminal = hasTerminal
      self.processors = processors
      self.sources = sources
      self.jail = jail
      self.present = present
    }
  }

  /// The descriptors that bubblewrap is started with; all others are closed.
  package enum GivenDescriptor: Int32, Sendable, CaseIterable {
    case input = 0
    case output
    case error
    /// Held open for as long as the sandbox may live.
    case lifeline
    /// The report of `wisp-jail`.
    case status
    /// Bubblewrap's own report: the id of process 1.
    case namespace
    case passwd
    case group
    case hosts
    case nsswitch
    case localTime
    /// The other end of `namespace`, held so that bubblewrap can always write.
    ///
    /// Were the process outside killed at that moment, bubblewrap would die of a broken pipe and
    /// leave its child waiting for it for ever.
    case namespaceReader
    /// Over which sockets of the sandbox's network namespace are handed out; only with a network grant.
    case channel
  }

  /// The whole of `/etc` inside, but for `localTime`.
  package static let systemFiles: [(descriptor: GivenDescriptor, path: String, text: String)] = [
    (
      .passwd, "/etc/passwd",
      "root:x:0:0:root:/:/usr/sbin/nologin\nwisp:x:1000:1000:wisp:/tmp/home:/bin/sh\n"
    ),
    (.group, "/etc/group", "root:x:0:\nwisp:x:1000:\n"),
    (.hosts, "/etc/hosts", "127.0.0.1 localhost sandbox\n::1 localhost sandbox\n"),
    (.nsswitch, "/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n"),
  ]

  /// The host's time zone, as it is read there and found inside.
  package static let localTime = "/etc/localtime"

  /// The arguments of bubblewrap, its own name first.
  package static func arguments(
    policy: SandboxPolicy, profile: SandboxProfile, command: [String], facts: Facts
  ) -> [String] {
    var arguments = ["bwrap"]
    arguments += namespaces(profile)
    arguments += system(profile, facts)
    for (mount, source) in zip(policy.mounts, facts.sources) {
      arguments += [mount.writable ? "--bind" : "--ro-bind", source, mount.inside]
    }
    for folder in policy.empty { arguments += ["--tmpfs", folder, "--remount-ro", folder] }
    if let certificates = facts.certificates {
      arguments += ["--ro-bind", certificates, NetworkGrant.certificatesInside]
    }
    arguments += ["--chdir", policy.workingDirectory]
    for folder in profile.files.sealed { arguments += ["--remount-ro", folder] }
    arguments += ["--clearenv"]
    for (name, value) in environment(policy, profile) { arguments += ["--setenv", name, value] }
    let jail = JailArguments(policy: policy, profile: profile, processors: facts.processors)
    arguments += ["--", jailInside] + jail.all + jail.network
    if facts.hasTerminal { arguments.append(JailArguments.terminal) }
    arguments += ["--"] + command
    return arguments
  }

  private static let jailInside = "/wisp-jail"

  /// What `wisp-jail` gives up again once it has hidden the mounts: `Jail/hide.c`.
  private static let capabilities = ["CAP_SYS_ADMIN", "CAP_SYS_CHROOT", "CAP_SETPCAP"]

  private static func namespaces(_ profile: SandboxProfile) -> [String] {
    // Not every kernel has the last; the others must be there.
    profile.isolate.map { $0 == .cgroup ? "--unshare-cgroup-try" : "--unshare-\($0.rawValue)" }
      + [
        "--disable-userns", "--uid", "1000", "--gid", "1000", "--hostname", profile.hostname,
        "--as-pid-1", "--new-session", "--json-status-fd", "\(GivenDescriptor.namespace.rawValue)",
      ] + capabilities.flatMap { ["--cap-add", $0] }
  }

  private static func system(_ profile: SandboxProfile, _ facts: Facts) -> [String] {
    let files = profile.files
    var arguments = files.system.flatMap { ["--ro-bind", $0, $0] }
    for folder in files.hidden where facts.present.contains(folder) {
      arguments += ["--tmpfs", folder, "--remount-ro", folder]
    }
    arguments += ["--ro-bind", facts.jail, jailInside]
    for (path, target) in files.links.sorted(by: { $0.key < $1.key }) {
      arguments += ["--symlink", target, path]
    }
    arguments += ["--dir", "/etc"]
    for file in systemFiles {
      arguments += ["--perms", "0444", "--file", "\(file.descriptor.rawValue)", file.path]
    }
    arguments += [
      "--perms", "0444", "--file", "\(GivenDescriptor.localTime.rawValue)", localTime, "--proc",
      "/proc",
      "--dev", "/dev",
    ]
    for file in files.masked where facts.present.contains(file) {
      arguments += ["--ro-bind", "/dev/null", file]
    }
    for (path, bytes) in files.memory.sorted(by: { $0.key < $1.key }) {
      arguments += ["--size", "\(bytes)", "--perms", "1777", "--tmpfs", path]
    }
    arguments += ["--perms", "0700", "--dir", "/tmp/home"]
    return arguments
  }

  /// What the command finds in its environment, in order of the names.
  static func environment(
    _ policy: SandboxPolicy, _ profile: SandboxProfile
  ) -> [(key: String, value: String)] {
    profile.environment.merging(policy.network?.environment ?? [:]) { _, added in added }
      .merging(policy.environment) { _, added in added }
      .sorted { $0.key < $1.key }
  }
}
