import Files
import Foundation
import Sandbox
import Workspace

/// A file or folder of the user's that an app may see, found on this machine.
package struct PermittedPath: Sendable, Equatable, Codable {
  /// As it was asked for: absolute, or from `~/`.
  package var asked: String
  /// Where the app sees it: the same path, `~` written out.
  package var inside: String
  /// What it is, links resolved.
  package var host: String
  package var isWritable: Bool

  /// How it is mounted: also below the app's own home where it was asked for from `~/`.
  var mounts: [SandboxPolicy.Mount] {
    var places = [inside]
    if asked.hasPrefix("~/") { places.append("/tmp/home/" + asked.dropFirst(2)) }
    return places.map {
      SandboxPolicy.Mount(
        host: host, inside: $0, writable: isWritable, countsGrowth: true, keepsOwner: true)
    }
  }
}

/// Which paths of this machine may be shown to an app at all.
package struct PathRules: Sendable {
  /// The user's home.
  package var home: String
  /// Folders of `wisp` itself.
  package var closed: [String]

  package init(home: String, closed: [String]) {
    self.home = home
    self.closed = closed
  }

  /// Folders inside that are not the host's.
  private static let own: Set<Substring> = [
    "app", "bin", "data", "deps", "dev", "etc", "lib", "lib64", "proc", "sbin", "scratch",
    "toolchain", "usr", "warm", "wisp-jail",
  ]
  /// Where the system itself is reached, whoever asks.
  private static let system: Set<Substring> = ["boot", "dev", "proc", "run", "sys"]
  /// Below a home: keys, passwords, sessions.
  private static let secrets = [
    ".ssh", ".gnupg", ".aws", ".azure", ".kube", ".docker", ".netrc", ".git-credentials",
    ".password-store", ".mozilla", ".pki", ".config/gcloud", ".config/gh", ".config/wisp",
    ".config/google-chrome", ".config/chromium", ".local/share/keyrings",
  ]

  /// The fault of a path as it is written; nil if there is none.
  package static func fault(in text: String) -> String? {
    let isPlain = !text.unicodeScalars.contains {
      $0.value < 0x20 || (0x7F...0x9F).contains($0.value)
        || $0.properties.isDefaultIgnorableCodePoint
        || (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
    }
    guard isPlain, text.utf8.count <= 1000 else { return "it holds characters that hide" }
    guard text.hasPrefix("/") || text.hasPrefix("~/") else {
      return "it must start with / or ~/"
    }
    guard text != "/" else { return "the whole system is never shown" }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
      return "it must be written without //, . and .."
    }
    return nil
  }

  /// Finds a path on this machine, links resolved.
  ///
  /// - Throws: `PermissionError` if it is not there, or is never shown to an app.
  package func resolve(_ asked: String, isWritable: Bool) throws(PermissionError) -> PermittedPath {
    func refusal(_ reason: String) -> PermissionError {
      PermissionError("\(isWritable ? "write" : "read") \(asked): \(reason).")
    }
    if let fault = Self.fault(in: asked) { throw refusal(fault) }
    let inside = place(of: asked)
    guard let host = Self.real(inside) else {
      throw refusal("there is no such file or folder; create it first")
    }
    var status = stat()
    guard lstat(host, &status) == 0, [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else {
      throw refusal("it is neither a file nor a folder")
    }
    for path in [inside, host] {
      if let reason = fault(of: path, isWritable: isWritable) { throw refusal(reason) }
    }
    return PermittedPath(asked: asked, inside: inside, host: host, isWritable: isWritable)
  }

  /// Where an app sees a path: `~` written out.
  func place(of asked: String) -> String {
    asked.hasPrefix("~/") ? home + asked.dropFirst(1) : asked
  }

  /// Why a path is never shown to an app; nil if it may be.
  func fault(of path: String, isWritable: Bool) -> String? {
    let first = path.dropFirst().prefix { $0 != "/" }
    guard !first.isEmpty else { return "the whole system is never shown" }
    if Self.system.contains(first) { return "/\(first) is never shown" }
    if Self.own.contains(first) { return "/\(first) is another folder in the sandbox" }
    if isWritable, HostileFolder.isInRepository(path) {
      return "the files of a repository are never changed by an app"
    }
    if ["/tmp", "/tmp/home"].contains(path) { return "\(path) is another folder in the sandbox" }
    for home in [home, Self.real(home) ?? home] {
      if Self.holds(path, home) { return "a whole home is never shown; name a folder in it" }
      for secret in Self.secrets.map({ "\(home)/\($0)" })
      where Self.holds(path, secret) || Self.holds(secret, path) {
        return "\(secret) is never shown"
      }
      if isWritable, path.hasPrefix("\(home)/.") || Self.holds("\(home)/bin", path) {
        return "hidden files and programs of a home are never changed by an app"
      }
    }
    for closed in closed.flatMap({ [$0, Self.real($0) ?? $0] })
    where Self.holds(path, closed) || Self.holds(closed, path) {
      return "wisp's own files are never shown"
    }
    return nil
  }

  /// Whether `inner` is `outer` or lies in it.
  static func holds(_ outer: String, _ inner: String) -> Bool {
    inner == outer || inner.hasPrefix(outer + "/")
  }

  /// A path with its links resolved; nil if there is nothing.
  static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}

/// A permission that cannot be given: which, and why.
package struct PermissionError: Error, Sendable, Equatable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) { self.description = description }
}
