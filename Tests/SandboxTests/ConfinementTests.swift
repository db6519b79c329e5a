import Foundation
import Testing

@testable import Sandbox

/// What is inside and what is not, seen from inside.
@Suite struct ConfinementTests {
  @Test func environment() async throws {
    var policy = try Fixture.policy()
    policy.environment = ["TZ": "Europe/Oslo", "SPACE": "a b\nc"]
    let result = try await Fixture.runner().run(ConfinedCommand(["env", "-0"], policy: policy))
    #expect(
      Set(result.output.split(separator: "\0")) == [
        "HOME=/tmp/home", "LANG=C.UTF-8", "PWD=/tmp", "PATH=/toolchain/usr/bin:/usr/bin:/bin",
        "TMPDIR=/tmp",
        "USER=wisp", "WISP_SANDBOX=1", "TZ=Europe/Oslo", "SPACE=a b\nc",
      ])
  }

  @Test func descriptors() async throws {
    // One that this process would hand on to every child.
    let inherited = dup2(open("/etc/hostname", O_RDONLY), 777)
    defer { close(inherited) }
    let result = try await Fixture.runner().run(
      ConfinedCommand(["ls", "/proc/self/fd"], policy: try Fixture.policy()))
    // The fourth is the listing's own.
    #expect(result.output == "0\n1\n2\n3\n")
  }

  @Test func files() async throws {
    let script = "ls -A / /etc /tmp /usr/local /tmp/home; cat /etc/passwd /etc/hosts"
    #expect(
      try await Fixture.shell(script).output == """
        /:
        bin
        dev
        etc
        lib
        lib64
        proc
        sbin
        tmp
        usr
        wisp-jail

        /etc:
        group
        hosts
        localtime
        nsswitch.conf
        passwd

        /tmp:
        home

        /tmp/home:

        /usr/local:
        root:x:0:0:root:/:/usr/sbin/nologin
        wisp:x:1000:1000:wisp:/tmp/home:/bin/sh
        127.0.0.1 localhost sandbox
        ::1 localhost sandbox

        """)
  }

  @Test func hostFilesAreInvisible() async throws {
    let folder = try hardFolder()
    let secret = try folder.file("secret", "secret")
    let result = try await Fixture.runner().run(
      ConfinedCommand(
        ["cat", secret, NSHomeDirectory() + "/.", "/root/."], policy: try Fixture.policy()))
    #expect(result.ending == .exited(1))
    #expect(result.output == "")
    #expect(result.errors.split(separator: "No such file or directory").count == 4)
  }

  @Test func privileges() async throws {
    let result = try await Fixture.shell(
      "id -u; grep -E '^(CapPrm|CapEff|CapBnd|CapAmb|NoNewPrivs)' /proc/self/status; echo $$")
    #expect(
      result.output.split(whereSeparator: \.isWhitespace) == [
        "1000", "CapPrm:", "0000000000000000", "CapEff:", "0000000000000000", "CapBnd:",
        "0000000000000000", "CapAmb:", "0000000000000000", "NoNewPrivs:", "1", "2",
      ])
  }

  @Test(arguments: [
    "echo x > /usr/x", "echo x > /etc/passwd", "echo x > /x", "echo x > /dev/x", "mkdir /home",
    "echo x > /app/x", "rm /app/kept", "echo x >> /app/kept", "echo x > /usr/local/x",
    "echo x > /proc/sys/kernel/core_pattern", "echo 0 > /proc/self/oom_score_adj",
    "ls /proc/1/fd/", "cat /proc/1/environ", "echo 'exit 0' > /proc/1/fd/4",
    "unshare -U true", "unshare -r true", "mount -t tmpfs none /tmp", "chroot / true",
    "mknod /tmp/null c 1 3", "echo x > /tmp/home/../../x", "echo x > /wisp-jail",
    "ln /app/kept /scratch/kept", "kill -9 1 && kill -0 1 && exit 1", "hostname other",
  ])
  func refused(script: String) async throws {
    let folder = try hardFolder()
    let app = try folder.folder("app")
    let scratch = try folder.folder("scratch")
    try "kept".write(toFile: app + "/kept", atomically: false, encoding: .utf8)
    let result = try await Fixture.shell(
      script,
      policy: try Fixture.policy(mounts: [
        .init(host: app, inside: "/app"), .init(host: scratch, inside: "/scratch", writable: true),
      ]))
    #expect(result.ending != .exited(0))
    #expect(try FileManager.default.contentsOfDirectory(atPath: app) == ["kept"])
    #expect(try String(contentsOfFile: app + "/kept", encoding: .utf8) == "kept")
  }

  @Test(arguments: [0o755, 0o700])
  func mountsBehindClosedFolders(mode: Int) async throws {
    let folder = try hardFolder(mode: mode)
    let app = try folder.folder("app ä\n\\")
    let scratch = try folder.folder("scratch")
    let single = try folder.file("single ö", "one file\n")
    try "text\n".write(toFile: app + "/read", atomically: false, encoding: .utf8)
    let result = try await Fixture.shell(
      "cat /app/read /data/file; echo made > /scratch/made; mkdir /scratch/sub",
      policy: try Fixture.policy(mounts: [
        .init(host: app, inside: "/app"), .init(host: single, inside: "/data/file"),
        .init(host: scratch, inside: "/scratch", writable: true),
      ]))
    #expect(result.errors == "")
    #expect(result.output == "text\none file\n")
    #expect(try String(contentsOfFile: scratch + "/made", encoding: .utf8) == "made\n")
  }

  /// As folders of mktemp are: shown as open as what they hold.
  @Test func closedFolderIsShown() async throws {
    let folder = try hardFolder()
    let app = try folder.folder("app")
    try "text".write(toFile: app + "/read", atomically: false, encoding: .utf8)
    chmod(app, 0o700)
    let result = try await Fixture.shell(
      "cat /app/read; ls /app; touch /app/made 2>/dev/null && echo made",
      policy: Fixture.policy(mounts: [.init(host: app, inside: "/app")]))
    #expect(result.output == "textread\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: app) == ["read"])
  }

  @Test func secondRunWritesWhatTheFirstMade() async throws {
    let folder = try hardFolder()
    let scratch = try folder.folder("scratch")
    let policy = try Fixture.policy(mounts: [.init(host: scratch, inside: "/s", writable: true)])
    _ = try await Fixture.shell("mkdir -p /s/a/b; echo 1 > /s/a/b/c", policy: policy)
    try "host".write(toFile: scratch + "/a/host", atomically: false, encoding: .utf8)
    let result = try await Fixture.shell("echo 2 >> /s/a/b/c; echo x >> /s/a/host", policy: policy)
    #expect(result.ending == .exited(0))
    #expect(try String(contentsOfFile: scratch + "/a/b/c", encoding: .utf8) == "1\n2\n")
  }

  @Test func linksOutOfAWritableFolderChangeNothingOutside() async throws {
    let folder = try hardFolder()
    let scratch = try folder.folder("scratch")
    let soft = try folder.file("soft", "soft")
    let hard = try folder.file("hard", "hard")
    let before = try [soft, hard].map { try owner($0) }
    try FileManager.default.createSymbolicLink(
      atPath: scratch + "/soft", withDestinationPath: soft)
    try FileManager.default.linkItem(atPath: hard, toPath: scratch + "/hard")
    _ = try await Fixture.shell(
      "echo x >> /scratch/soft; ls /scratch",
      policy: try Fixture.policy(mounts: [.init(host: scratch, inside: "/scratch", writable: true)])
    )
    #expect(try [soft, hard].map { try owner($0) } == before)
    #expect(try String(contentsOfFile: soft, encoding: .utf8) == "soft")
  }

  private func owner(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.ownerAccountID] as? Int
  }

  @Test func network() async throws {
    let listener = try LoopbackListener()
    #expect(listener.canBeReached())
    let connect = "exec 3<>/dev/tcp/127.0.0.1/\(listener.port)"
    let result = try await Fixture.runner().run(
      ConfinedCommand(["bash", "-c", connect], policy: try Fixture.policy()))
    #expect(result.ending == .exited(1))
    #expect(result.errors.contains("Connection refused"))
    let devices = try await Fixture.shell("grep : /proc/net/dev | cut -d: -f1; cat /proc/net/route")
    #expect(devices.output.split(whereSeparator: \.isWhitespace).first == "lo")
    #expect(devices.output.split(separator: "\n").count == 2)
  }

  @Test func streamsCanBeOpenedByName() async throws {
    let result = try await Fixture.shell("echo out > /dev/stdout; echo err > /dev/stderr")
    #expect(result.output == "out\n")
    #expect(result.errors == "err\n")
  }

  @Test func temporaryFolderIsBounded() async throws {
    let result = try await Fixture.shell("head -c 400000000 /dev/zero > /tmp/x")
    #expect(result.errors.contains("No space left on device"))
  }
}

/// A listening socket on the host's loopback.
private final class LoopbackListener {
  private let descriptor: Int32
  let port: UInt16

  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.descriptor = descriptor
    var address = Self.loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let made = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, $0, &length) == 0
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    try #require(made)
  }

  deinit { close(descriptor) }

  func canBeReached() -> Bool {
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(client) }
    var address = Self.loopback(port: port)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }
}
