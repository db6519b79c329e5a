import CSpawn
import Foundation
import Testing

@testable import Sandbox

/// What the probes try to get at: folders, sockets and a process of the host; and the probes, compiled.
final class ProbeStage: Sendable {
  let folder: String
  let port: UInt16
  let abstractName: String
  let outsider: pid_t
  private let sockets: [SharedDescriptor]

  static let shared = Result { try ProbeStage() }

  /// An id that nothing else runs as.
  static let ordinaryUser = 65527

  private init() throws {
    folder = "/tmp/wisp-probes-\(UUID().uuidString)"
    let secrets = folder + "/secrets"
    for path in [secrets + "/.ssh", secrets + "/.config", secrets + "/apps/other", folder + "/bin"]
    {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    for path in ["/.ssh/id", "/.config/token", "/apps/other/data"] {
      try "secret".write(toFile: secrets + path, atomically: false, encoding: .utf8)
    }
    abstractName = "wisp-probe-\(UUID().uuidString)"
    let tcp = try Listener.loopback()
    port = tcp.port
    sockets = [
      tcp.descriptor, try Listener.unix(path: secrets + "/socket"),
      try Listener.unix(abstract: abstractName),
      // In a folder that the probes may read, as a server of the host may have one in a granted folder.
      try Listener.unix(path: folder + "/bin/socket"),
      try Listener.unix(path: folder + "/bin/datagrams", SOCK_DGRAM),
    ]
    for path in ["/secrets/socket", "/bin/socket", "/bin/datagrams"] {
      chmod(folder + path, 0o777)
    }
    outsider = try SpawnRequest(
      executable: "/bin/sleep", arguments: ["sleep", "1000"],
      descriptors: [try .empty(), try .empty(), try .empty()], staged: nil
    ).start()
    // Where anyone may read them, whoever the probes are run as.
    let jail = try #require(BubblewrapRunner.jailBeside(executable: "/proc/self/exe"))
    let built = URL(fileURLWithPath: jail).deletingLastPathComponent().path
    for program in ["wisp-jail", "sandbox-holder"] {
      try FileManager.default.copyItem(
        atPath: "\(built)/\(program)", toPath: "\(folder)/bin/\(program)")
    }
    try compile()
    atexit { (try? ProbeStage.shared.get())?.remove() }
  }

  func remove() {
    kill(outsider, SIGKILL)
    var status: Int32 = 0
    _ = wisp_reap(outsider, &status)
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// All probes at once: a start of the compiler for each would take longer than the probes.
  private func compile() throws {
    let names = Probe.all.map(\.name)
    #expect(names.count >= 30)
    for name in names where name.hasSuffix(".sh") {
      try FileManager.default.copyItem(
        atPath: "\(Probe.folder)/\(name)", toPath: "\(folder)/bin/\(name)")
    }
    let script = """
      for probe in "$1"/*.c; do
        name=${probe##*/}
        clang -O1 -Wall -Wextra -Werror -o "$2/$name" "$probe" -lpthread -lrt || exit 1
      done
      """
    let compiled = try Self.run(["/bin/sh", "-c", script, "sh", Probe.folder, folder + "/bin"])
    try #require(compiled.status == 0, "\(compiled.output)")
  }

  /// A run of `probe` for one user: folders of its own, and what it is told on its command line.
  func place(_ probe: Probe, confined: Bool, user: Int?) throws -> Place {
    let own = "\(folder)/\(UUID().uuidString)"
    let place = Place(
      app: own + "/app", data: own + "/data", mark: Fixture.mark())
    for path in [place.app + "/.git/hooks", place.data] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    try "kept".write(toFile: place.app + "/kept", atomically: false, encoding: .utf8)
    if let user {
      let git = [place.app + "/.git", place.app + "/.git/hooks"]
      for path in [own, place.app, place.app + "/kept", place.data] + git {
        chown(path, uid_t(user), gid_t(user))
      }
    }
    return place
  }

  struct Place {
    var app: String
    var data: String
    var mark: String
  }

  func arguments(_ place: Place, confined: Bool) -> [String] {
    [
      folder + "/secrets", confined ? "/app" : place.app, confined ? "/data" : place.data,
      "\(port)", abstractName, "\(outsider)", place.mark,
    ]
  }

  /// Runs a program of the host as `user`, with a secret in its environment and descriptor 9 open.
  static func run(_ command: [String], user: Int? = nil) throws -> (status: Int32, output: String) {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let become =
      user.map {
        ["setpriv", "--reuid", "\($0)", "--regid", "\($0)", "--clear-groups", "--inh-caps=-all"]
      } ?? []
    let output = try PipeEnds()
    var descriptors = [try SharedDescriptor.empty(), output.writing, output.writing]
    while descriptors.count < 10 { descriptors.append(try .empty()) }
    // Not by Foundation: what it hands down keeps it waiting for as long as a daemon lives.
    let pid = try SpawnRequest(
      executable: "/usr/bin/env",
      arguments: ["env", "-i", "SECRET=1", "PATH=\(path)"] + become + command,
      descriptors: descriptors, staged: nil
    ).start()
    output.writing.close()
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(output.reading.number, &piece, piece.count)
      if count > 0 { bytes += piece.prefix(count) } else if count == 0 || errno != EINTR { break }
    }
    var status: Int32 = 0
    _ = wisp_reap(pid, &status)
    return (status, String(decoding: bytes, as: UTF8.self))
  }
}

/// Sockets that listen on the host.
private enum Listener {
  static func loopback() throws -> (descriptor: SharedDescriptor, port: UInt16) {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let made = SharedDescriptor(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listens = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(made.number, $0, length) == 0 && listen(made.number, 64) == 0
          && getsockname(made.number, $0, &length) == 0
      }
    }
    try #require(listens)
    return (made, UInt16(bigEndian: address.sin_port))
  }

  static func unix(path: String, _ kind: __socket_type = SOCK_STREAM) throws -> SharedDescriptor {
    try unix(name: Array(path.utf8) + [0], kind)
  }

  static func unix(abstract name: String) throws -> SharedDescriptor {
    try unix(name: [0] + Array(name.utf8), SOCK_STREAM)
  }

  private static func unix(name: [UInt8], _ kind: __socket_type) throws -> SharedDescriptor {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let made = SharedDescriptor(socket(AF_UNIX, Int32(kind.rawValue), 0))
    let isFile = name.last == 0
    let length = socklen_t(2 + name.count - (isFile ? 1 : 0))
    let listens = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(made.number, $0, length) == 0
          && (kind == SOCK_DGRAM || listen(made.number, 64) == 0)
      }
    }
    try #require(listens)
    return made
  }
}
