import Testing

@testable import Sandbox

/// The whole command line, so that a change of what is confined is seen in review.
@Suite struct BubblewrapCommandTests {
  private static let upToMounts = """
    bwrap
    --unshare-user --unshare-pid --unshare-net --unshare-ipc --unshare-uts --unshare-cgroup-try
    --disable-userns --uid 1000 --gid 1000 --hostname sandbox --as-pid-1 --new-session
    --json-status-fd 5
    --ro-bind /usr /usr --tmpfs /usr/local --remount-ro /usr/local --ro-bind JAIL /wisp-jail
    --symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64
    --symlink usr/sbin /sbin
    --dir /etc --perms 0444 --file 6 /etc/passwd --perms 0444 --file 7 /etc/group
    --perms 0444 --file 8 /etc/hosts --perms 0444 --file 9 /etc/nsswitch.conf
    --proc /proc --dev /dev
    --size 16777216 --perms 1777 --tmpfs /dev/shm --size 268435456 --perms 1777 --tmpfs /tmp
    --perms 0700 --dir /tmp/home
    """

  private func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  @Test func build() {
    var policy = SandboxProfile.policy(for: .build)
    policy.workingDirectory = "/app"
    policy.mounts = [
      .init(host: "/opt/swift", inside: "/toolchain"),
      .init(host: "/home/me/wisp/tree", inside: "/app"),
      .init(host: "/home/me/wisp/build", inside: "/scratch", writable: true),
    ]
    let arguments = BubblewrapCommand.arguments(
      policy: policy, command: ["swift", "build"],
      facts: .init(sources: ["/tmp/0", "/tmp/1", "/tmp/2"], jail: "JAIL", coversLocal: true))
    #expect(
      arguments
        == words(
          Self.upToMounts + """
             --ro-bind /tmp/0 /toolchain --ro-bind /tmp/1 /app --bind /tmp/2 /scratch
             --chdir /app --remount-ro /proc --remount-ro /dev --remount-ro /
             --clearenv --setenv HOME /tmp/home --setenv LANG C.UTF-8
             --setenv PATH /toolchain/usr/bin:/usr/bin:/bin --setenv TMPDIR /tmp --setenv USER wisp
             --setenv WISP_SANDBOX 1
             -- /wisp-jail lifeline=3 status=4 milliseconds=300000 processes=256
             file-bytes=1073741824 address-bytes=8589934592 data-bytes=4294967296 nice=10
             -- swift build
            """))
  }

  @Test func run() {
    var policy = SandboxProfile.policy(for: .run)
    policy.workingDirectory = "/data"
    policy.mounts = [.init(host: "/h/my data", inside: "/data", writable: true)]
    policy.environment = ["TZ": "Europe/Oslo", "LANG": "nb_NO.UTF-8"]
    policy.limits = .init(seconds: nil, outputBytes: nil, processes: 0, fileBytes: -1)
    let arguments = BubblewrapCommand.arguments(
      policy: policy, command: ["/app/hello", "--", "a b", ""],
      facts: .init(sources: ["/h/my data"], jail: "JAIL", coversLocal: false))
    #expect(
      arguments
        == words(Self.upToMounts).joined(separator: "\n").replacing(
          "--tmpfs\n/usr/local\n--remount-ro\n/usr/local\n", with: ""
        ).split(separator: "\n").map(String.init)
        + ["--bind", "/h/my data", "/data"]
        + words(
          """
          --chdir /data --remount-ro /proc --remount-ro /dev --remount-ro /
          --clearenv --setenv HOME /tmp/home --setenv LANG nb_NO.UTF-8
          --setenv PATH /toolchain/usr/bin:/usr/bin:/bin --setenv TMPDIR /tmp
          --setenv TZ Europe/Oslo --setenv USER wisp --setenv WISP_SANDBOX 1
          -- /wisp-jail lifeline=3 status=4 milliseconds=0 processes=1 file-bytes=1
          address-bytes=8589934592 data-bytes=4294967296 nice=10 --
          """) + ["/app/hello", "--", "a b", ""])
  }
}
