import Files
import Foundation

/// Refuses commands and policies that could not mean what they say.
enum PolicyCheck {
  static func check(_ command: ConfinedCommand) throws(SandboxError) {
    let policy = command.policy
    guard let program = command.arguments.first, !program.isEmpty else {
      throw refusal("There is no command to run.")
    }
    let texts =
      command.arguments + [policy.workingDirectory]
      + policy.mounts.flatMap { [$0.host, $0.inside] }
      + policy.environment.flatMap { [$0.key, $0.value] }
    if let text = texts.first(where: { $0.utf8.contains(0) }) {
      throw refusal("\(text.debugDescription) holds a zero byte, which no argument can.")
    }
    for name in policy.environment.keys where name.isEmpty || name.utf8.contains(UInt8(ascii: "="))
    {
      throw refusal("\(name.debugDescription) is not a name of an environment variable.")
    }
    guard policy.workingDirectory.hasPrefix("/") else {
      throw refusal("The working directory \(policy.workingDirectory) is not an absolute path.")
    }
    for mount in policy.mounts { try check(mount) }
    for folder in policy.empty { try check(inside: folder) }
  }

  /// What the sandbox itself lays out; a mount there would undo it.
  private static let ownFolders: Set<Substring> = [
    "usr", "etc", "proc", "dev", "bin", "lib", "lib64", "sbin", "wisp-jail",
  ]

  private static func check(inside path: String) throws(SandboxError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard path.hasPrefix("/"), !parts.contains(where: { ["", ".", ".."].contains($0) })
    else { throw refusal("\(path) is not a plain absolute path to mount at.") }
    guard let first = parts.first, !ownFolders.contains(first), path != "/tmp" else {
      throw refusal("\(path) belongs to the sandbox itself and cannot be mounted over.")
    }
  }

  private static func check(_ mount: SandboxPolicy.Mount) throws(SandboxError) {
    try check(inside: mount.inside)
    guard mount.host.hasPrefix("/") else {
      throw refusal("\(mount.host), to be mounted at \(mount.inside), is not an absolute path.")
    }
    var status = stat()
    guard stat(mount.host, &status) == 0 else {
      throw refusal(
        "\(mount.host), to be mounted at \(mount.inside), cannot be found: "
          + "\(String(cString: strerror(errno))).")
    }
    guard [S_IFDIR, S_IFREG].contains(status.st_mode & S_IFMT) else {
      throw refusal("\(mount.host), to be mounted at \(mount.inside), is no file and no folder.")
    }
  }

  /// Refuses to start if the disk would be full before the limit is reached.
  static func checkSpace(
    _ policy: SandboxPolicy, _ profile: SandboxProfile
  ) throws(SandboxError) {
    let limit = policy.limits.diskBytes ?? profile.limits.diskBytes
    for mount in policy.mounts where mount.writable {
      guard let free = FreeSpace.bytes(at: mount.host), free / 2 < limit else { continue }
      throw SandboxError(
        kind: .failed,
        message:
          "Only \(free >> 20) MiB are free where \(mount.host) is, and \(limit >> 20) MiB may be "
          + "written there. Nothing was run.",
        advice: "Free twice as much, or set WISP_HOME to another disk.")
    }
  }

  /// Refuses what could not be read once root has been given up for `id`.
  ///
  /// A closed folder is opened on the way (`CSpawn/spawn.c`) where `opensFolders`: where one can mount.
  static func checkReadable(
    _ host: String, by id: uid_t, opensFolders: Bool
  ) throws(SandboxError) {
    var status = stat()
    guard stat(host, &status) == 0, status.st_uid != id else { return }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    if isFolder, opensFolders { return }
    let needed: mode_t = isFolder ? 0o005 : 0o004
    guard status.st_mode & needed != needed else { return }
    throw SandboxError(
      kind: .failed,
      message:
        "\(host) is closed to others, and a sandbox started by root runs as user \(id). "
        + "Nothing was run.",
      advice: "Open it with `chmod -R o+rX`, or run as the user it belongs to.")
  }

  /// Refuses to write as `id` if that user could not, instead of changing the owner.
  static func checkWritable(_ host: String, by id: uid_t) throws(SandboxError) {
    var status = stat()
    guard stat(host, &status) == 0, status.st_uid != id, status.st_mode & 0o002 == 0 else { return }
    throw SandboxError(
      kind: .failed,
      message:
        "\(host) cannot be written by others, and a sandbox started by root runs as user \(id). "
        + "Nothing was run.",
      advice: "Give it to that user with `chown -R \(id)`, or run as the user it belongs to.")
  }

  private static func refusal(_ message: String) -> SandboxError {
    SandboxError(
      kind: .failed, message: "\(message) Nothing was run.",
      advice: "Correct the command or the policy it is run with.")
  }
}
