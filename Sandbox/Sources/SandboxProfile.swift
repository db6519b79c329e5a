import Synchronization
import TOMLKit

/// What a build, a test or a run may use before anything is added to it: `Sandbox/profiles/*.toml`.
///
/// The files are compiled in: an installed `wisp` has nothing to look for, and so nothing to miss.
package struct SandboxProfile: Sendable, Equatable, Codable {
  package enum Namespace: String, Sendable, Codable {
    case user, pid, net, ipc, uts, cgroup
  }

  /// The host's name inside.
  package var hostname: String
  package var isolate: [Namespace]
  package var files: Files
  /// The whole environment, before a policy adds to it.
  package var environment: [String: String]
  package var limits: Limits

  /// All paths are absolute.
  package struct Files: Sendable, Equatable, Codable {
    /// Shown read-only, at the same path as on the host.
    package var system: [String]
    /// Folders shown empty, if the host has them.
    package var hidden: [String]
    /// Files shown empty, if the kernel has them.
    package var masked: [String]
    /// Made read-only after everything is in place.
    package var sealed: [String]
    /// Path and target.
    package var links: [String: String]
    /// Writable folders in memory, and their sizes in bytes.
    package var memory: [String: Int]
  }

  package struct Limits: Sendable, Equatable, Codable {
    /// Wall-clock seconds.
    package var seconds: Double
    package var outputBytes: Int
    package var processes: Int
    /// Of one process: descriptors, address space and data.
    package var openFiles: Int
    package var addressBytes: Int
    package var dataBytes: Int
    /// In total; disk for each writable folder.
    package var memoryBytes: Int
    package var diskBytes: Int
    package var diskFiles: Int
    /// Added to the niceness of the process outside.
    package var niceness: Int

    enum CodingKeys: String, CodingKey {
      case seconds, processes, niceness
      case outputBytes = "output_bytes"
      case openFiles = "open_files"
      case addressBytes = "address_bytes"
      case dataBytes = "data_bytes"
      case memoryBytes = "memory_bytes"
      case diskBytes = "disk_bytes"
      case diskFiles = "disk_files"
    }
  }

  /// The profile of that name.
  package static func named(
    _ name: SandboxPolicy.Profile
  ) throws(SandboxError) -> SandboxProfile {
    if let known = read.withLock({ $0[name] }) { return known }
    let profile = try SandboxProfile(toml: String(decoding: text(of: name), as: UTF8.self))
    read.withLock { $0[name] = profile }
    return profile
  }

  /// Reads a profile.
  ///
  /// - Throws: `failed` for one that is not whole: nothing may run on half a profile.
  init(toml: String) throws(SandboxError) {
    do {
      self = try TOMLDecoder().decode(SandboxProfile.self, from: toml)
    } catch {
      throw SandboxError(
        kind: .failed, message: "A sandbox profile cannot be read, so nothing was run: \(error)",
        advice: "Install wisp again: make install")
    }
  }

  /// The policy that a caller adds its mounts and working directory to.
  package static func policy(
    for name: SandboxPolicy.Profile
  ) throws(SandboxError) -> SandboxPolicy {
    let limits = try named(name).limits
    return SandboxPolicy(
      profile: name, mounts: [], workingDirectory: "/tmp",
      limits: SandboxPolicy.Limits(
        seconds: limits.seconds, outputBytes: limits.outputBytes, processes: limits.processes))
  }

  private static func text(of name: SandboxPolicy.Profile) -> [UInt8] {
    switch name {
    case .build: PackageResources.build_toml
    case .test: PackageResources.test_toml
    case .run: PackageResources.run_toml
    }
  }

  /// Each is read once.
  private static let read = Mutex<[SandboxPolicy.Profile: SandboxProfile]>([:])
}
