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
    /// Whether there is a `/usr/local` to cover: it may hold anything the host's owner put there.
    package var coversLocal: Bool

    package init(sources: [String], jail: String, coversLocal: Bool) {
      self.sources = sources
      self.jail = jail
      self.coversLocal = coversLocal
    }
  }

  /// The descriptors that bubblewrap is started with; all others are closed.
  package enum Descriptor: Int32, Sendable, CaseIterable {
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
    /// The other end of `namespace`, held so that bubblewrap can always write.
    ///
    /// Were the process outside killed at that moment, bubblewrap would die of a broken pipe and
    /// leave its child waiting for it for ever.
    case namespaceReader
  }

  /// The whole of `/etc` inside.
  package static let systemFiles: [(descriptor: Descriptor, path: String, text: String)] = [
    (
      .passwd, "/etc/passwd",
      "root:x:0:0:root:/:/usr/sbin/nologin\nwisp:x:1000:1000:wisp:/tmp/home:/bin/sh\n"
    ),
    (.group, "/etc/group", "root:x:0:\nwisp:x:1000:\n"),
    (.hosts, "/etc/hosts", "127.0.0.1 localhost sandbox\n::1 localhost sandbox\n"),
    (.nsswitch, "/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n"),
  ]

  /// The arguments of bubblewrap, its own name first.
  package static func arguments(
    policy: SandboxPolicy, command: [String], facts: Facts
  ) -> [String] {
    var arguments = ["bwrap"]
    arguments += namespaces
    arguments += system(facts)
    for (mount, source) in zip(policy.mounts, facts.sources) {
      arguments += [mount.writable ? "--bind" : "--ro-bind", source, mount.inside]
    }
    arguments += ["--chdir", policy.workingDirectory]
    for folder in ["/proc", "/dev", "/"] { arguments += ["--remount-ro", folder] }
    arguments += environment(policy)
    arguments += ["--", jailInside] + limits(policy.limits) + ["--"] + command
    return arguments
  }

  private static let jailInside = "/wisp-jail"

  private static let namespaces = [
    "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts",
    "--unshare-cgroup-try", "--disable-userns", "--uid", "1000", "--gid", "1000",
    "--hostname", "sandbox", "--as-pid-1", "--new-session",
    "--json-status-fd", "\(Descriptor.namespace.rawValue)",
  ]

  private static func system(_ facts: Facts) -> [String] {
    var arguments = ["--ro-bind", "/usr", "/usr"]
    if facts.coversLocal {
      arguments += ["--tmpfs", "/usr/local", "--remount-ro", "/usr/local"]
    }
    arguments += ["--ro-bind", facts.jail, jailInside]
    for name in ["bin", "lib", "lib64", "sbin"] {
      arguments += ["--symlink", "usr/\(name)", "/\(name)"]
    }
    arguments += ["--dir", "/etc"]
    for file in systemFiles {
      arguments += ["--perms", "0444", "--file", "\(file.descriptor.rawValue)", file.path]
    }
    arguments += ["--proc", "/proc", "--dev", "/dev"]
    arguments += memoryFolder("/dev/shm", bytes: SandboxProfile.sharedMemoryBytes)
    arguments += memoryFolder("/tmp", bytes: SandboxProfile.temporaryFolderBytes)
    arguments += ["--perms", "0700", "--dir", "/tmp/home"]
    return arguments
  }

  private static func memoryFolder(_ path: String, bytes: Int) -> [String] {
    ["--size", "\(bytes)", "--perms", "1777", "--tmpfs", path]
  }

  private static func environment(_ policy: SandboxPolicy) -> [String] {
    var variables = [
      "PATH": "/toolchain/usr/bin:/usr/bin:/bin", "HOME": "/tmp/home", "TMPDIR": "/tmp",
      "LANG": "C.UTF-8", "USER": "wisp", "WISP_SANDBOX": "1",
    ]
    variables.merge(policy.environment) { _, added in added }
    return ["--clearenv"]
      + variables.sorted { $0.key < $1.key }.flatMap { ["--setenv", $0.key, $0.value] }
  }

  private static func limits(_ limits: SandboxPolicy.Limits) -> [String] {
    [
      "lifeline=\(Descriptor.lifeline.rawValue)", "status=\(Descriptor.status.rawValue)",
      "milliseconds=\(milliseconds(limits.seconds))", "processes=\(max(1, limits.processes))",
      "file-bytes=\(max(1, limits.fileBytes))", "address-bytes=\(SandboxProfile.addressBytes)",
      "data-bytes=\(SandboxProfile.dataBytes)", "nice=\(SandboxProfile.niceness)",
    ]
  }

  /// At least one where there is a limit: none is said with zero.
  static func milliseconds(_ seconds: Double?) -> Int {
    guard let seconds, !seconds.isNaN, seconds < 1e9 else { return 0 }
    return max(1, Int((max(0, seconds) * 1000).rounded(.up)))
  }
}
