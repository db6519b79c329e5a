import Testing

@testable import Sandbox

/// The whole command line, so that a change of what is confined is seen in review.
@Suite struct BubblewrapCommandTests {
  private static let namespaces = """
    bwrap
    --unshare-user --unshare-pid --unshare-net --unshare-ipc --unshare-uts --unshare-cgroup-try
    --disable-userns --uid 1000 --gid 1000 --hostname sandbox --as-pid-1 --new-session
    --json-status-fd 5
    --cap-add CAP_SYS_ADMIN --cap-add CAP_SYS_CHROOT --cap-add CAP_SETPCAP
    --ro-bind /usr /usr
    """

  private static let system = """

    --ro-bind JAIL /wisp-jail
    --symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64
    --symlink usr/sbin /sbin
    --dir /etc --perms 0444 --file 6 /etc/passwd --perms 0444 --file 7 /etc/group
    --perms 0444 --file 8 /etc/hosts --perms 0444 --file 9 /etc/nsswitch.conf
    --perms 0444 --file 10 /etc/localtime
    --proc /proc --dev /dev
    """

  private static let memory = """

    --size 16777216 --perms 1777 --tmpfs /dev/shm --size 268435456 --perms 1777 --tmpfs /tmp
    --perms 0700 --dir /tmp/home
    """

  private static let grants = """

    list=/ device=/dev read=/usr read=/etc read=/proc write=/dev/shm write=/tmp
    """

  private func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  @Test func build() throws {
    var policy = try SandboxProfile.policy(for: .build)
    policy.workingDirectory = "/app"
    policy.mounts = [
      .init(host: "/opt/swift", inside: "/toolchain"),
      .init(host: "/home/me/wisp/tree", inside: "/app"),
      .init(host: "/home/me/wisp/build", inside: "/scratch", writable: true),
    ]
    let arguments = BubblewrapCommand.arguments(
      policy: policy, profile: try .named(.build), command: ["swift", "build"],
      facts: .init(
        sources: ["/tmp/0", "/tmp/1", "/tmp/2"], jail: "JAIL",
        present: ["/usr/local", "/proc/kcore", "/proc/keys"], processors: 2))
    #expect(
      arguments
        == words(
          Self.namespaces + " --tmpfs /usr/local --remount-ro /usr/local" + Self.system
            + " --ro-bind /dev/null /proc/kcore --ro-bind /dev/null /proc/keys" + Self.memory + """
               --ro-bind /tmp/0 /toolchain --ro-bind /tmp/1 /app --bind /tmp/2 /scratch
               --chdir /app --remount-ro /proc --remount-ro /dev --remount-ro /
               --clearenv --setenv HOME /tmp/home --setenv LANG C.UTF-8
               --setenv PATH /toolchain/usr/bin:/usr/bin:/bin --setenv TMPDIR /tmp
               --setenv USER wisp --setenv WISP_SANDBOX 1
               -- /wisp-jail lifeline=3 status=4 milliseconds=300000 cpu-seconds=600
               processes=256 file-bytes=536870912 open-files=1024 address-bytes=8589934592
               data-bytes=4294967296 memory-bytes=2147483648 disk-bytes=536870912
               disk-files=50000 nice=0
              """ + Self.grants + """
               read=/toolchain read=/app write=/scratch memory=/dev/shm memory=/tmp disk=/scratch
               -- swift build
              """))
  }

  @Test func run() throws {
    var policy = try SandboxProfile.policy(for: .run)
    policy.workingDirectory = "/data"
    policy.mounts = [
      .init(host: "/h/my data", inside: "/data", writable: true),
      .init(host: "/h/own", inside: "/own", writable: true, countsGrowth: true),
    ]
    policy.empty = ["/data/.git"]
    policy.environment = ["TZ": "Europe/Oslo", "LANG": "nb_NO.UTF-8"]
    policy.limits = .init(
      seconds: nil, outputBytes: nil, processes: 0, fileBytes: -1, processorSeconds: 7,
      memoryBytes: 1000, diskBytes: 2000, diskFiles: 3000)
    let arguments = BubblewrapCommand.arguments(
      policy: policy, profile: try .named(.run), command: ["/app/hello", "--", "a b", ""],
      facts: .init(sources: ["/h/my data", "/h/own"], jail: "JAIL", present: [], processors: 4))
    #expect(
      arguments
        == words(Self.namespaces + Self.system + Self.memory)
        + ["--bind", "/h/my data", "/data"]
        + words(
          """
          --bind /h/own /own --tmpfs /data/.git --remount-ro /data/.git
          --chdir /data --remount-ro /proc --remount-ro /dev --remount-ro /
          --clearenv --setenv HOME /tmp/home --setenv LANG nb_NO.UTF-8
          --setenv PATH /toolchain/usr/bin:/usr/bin:/bin --setenv TMPDIR /tmp
          --setenv TZ Europe/Oslo --setenv USER wisp --setenv WISP_SANDBOX 1
          -- /wisp-jail lifeline=3 status=4 milliseconds=0 cpu-seconds=7 processes=1 file-bytes=1
          open-files=1024 address-bytes=8589934592 data-bytes=4294967296 memory-bytes=1000
          disk-bytes=2000 disk-files=3000 nice=10
          """ + Self.grants + """
             write=/data write=/own memory=/dev/shm memory=/tmp disk=/data growth=/own --
            """) + ["/app/hello", "--", "a b", ""])
  }
}
