import CSpawn
import Foundation
import Synchronization

/// The installed bubblewrap: found by its absolute path only, and used only when nobody but root
/// could have changed it.
struct Bubblewrap: Sendable {
  static let installed = Bubblewrap(path: "/usr/bin/bwrap")

  var path: String

  struct Version: Sendable, Equatable, Comparable, CustomStringConvertible {
    var major: Int
    var minor: Int
    var patch: Int

    static let oldest = Version(major: 0, minor: 8, patch: 0)

    /// Reads `bubblewrap 0.8.0`; nil for anything else.
    init?(line: String) {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count == 2, words[0] == "bubblewrap" else { return nil }
      let numbers = words[1].split(separator: ".").map { Int($0) }
      guard numbers.count >= 2, let major = numbers[0], let minor = numbers[1] else { return nil }
      self.init(major: major, minor: minor, patch: numbers.count > 2 ? numbers[2] ?? 0 : 0)
    }

    init(major: Int, minor: Int, patch: Int) {
      self.major = major
      self.minor = minor
      self.patch = patch
    }

    static func < (left: Version, right: Version) -> Bool {
      (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }

    var description: String { "\(major).\(minor).\(patch)" }
  }

  /// The version of a bubblewrap that can be trusted and is recent enough.
  ///
  /// - Throws: `missing` with how to install it, or `denied` with what is wrong with the one there.
  func version() throws(SandboxError) -> Version {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw SandboxError(
        kind: .missing,
        message: "\(path) is not installed, so nothing can be confined and nothing was run.",
        advice: "Install it with `apt install bubblewrap` and run again.")
    }
    guard status.st_uid == 0, status.st_mode & 0o022 == 0 else {
      throw SandboxError(
        kind: .denied, message: "\(path) can be changed by others than root, so it is not used.",
        advice: "Install it anew with `apt install --reinstall bubblewrap`.")
    }
    let identity = Identity(
      path: path, inode: UInt64(status.st_ino), changed: status.st_ctim.tv_sec)
    if let known = Self.versions.withLock({ $0[identity] }) { return known }
    let version: Version
    if let written = writtenVersion() { version = written } else { version = try askedVersion() }
    guard version >= .oldest else {
      throw SandboxError(
        kind: .denied,
        message: "\(path) is bubblewrap \(version); \(Version.oldest) or newer is needed.",
        advice: "Upgrade it with `apt install bubblewrap` (Debian 12, Ubuntu 24.04 or newer).")
    }
    Self.versions.withLock { $0[identity] = version }
    return version
  }

  private struct Identity: Hashable {
    var path: String
    var inode: UInt64
    var changed: Int
  }

  /// Asking costs a process; the answer stays right for as long as the file does.
  private static let versions = Mutex<[Identity: Version]>([:])

  /// What the program would answer, as its file holds it; nil if that is not certain.
  ///
  /// Reading 70 kB takes less than a tenth of the time that a process takes.
  private func writtenVersion() -> Version? {
    guard let bytes = try? Data(contentsOf: URL(filePath: path), options: .alwaysMapped),
      bytes.count < 4 << 20, bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46])
    else { return nil }
    let name = Array("\0bubblewrap ".utf8)
    var found: Set<String> = []
    bytes.withUnsafeBytes { bytes in
      guard let end = bytes.baseAddress.map({ $0 + bytes.count }) else { return }
      var rest = bytes.baseAddress
      while let start = rest, let place = wisp_find(start, end - start, name, name.count) {
        let line = UnsafeRawBufferPointer(start: place + 1, count: min(64, end - place - 1))
        found.insert(String(decoding: line.prefix { $0 != 0 }, as: UTF8.self))
        rest = place + name.count
      }
    }
    let versions = found.compactMap { Version(line: $0) }
    return versions.count == 1 ? versions[0] : nil
  }

  private func askedVersion() throws(SandboxError) -> Version {
    let output = try PipeEnds()
    let pid = try SpawnRequest(
      executable: path, arguments: ["bwrap", "--version"],
      descriptors: [try .empty(), output.writing, output.writing], staged: nil
    ).start()
    output.writing.close()
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(output.reading.number, &bytes, bytes.count)
    let answer = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    var ignored: Int32 = 0
    _ = wisp_reap(pid, &ignored)
    guard let version = Version(line: answer) else {
      throw SandboxError(
        kind: .denied, message: "`\(path) --version` did not answer with a version.",
        advice: "Install it anew with `apt install --reinstall bubblewrap`.")
    }
    return version
  }
}
