/// The base of each profile: what a build, a test or a run may use before anything is added to it.
package enum SandboxProfile {
  /// The policy that a caller adds its mounts and working directory to.
  ///
  /// A build gets 300 s of wall-clock time, a test and a run 60 s; a run half as many processes as
  /// a compiler needs.
  package static func policy(for profile: SandboxPolicy.Profile) -> SandboxPolicy {
    SandboxPolicy(
      profile: profile, mounts: [], workingDirectory: "/tmp", limits: limits(for: profile))
  }

  private static func limits(for profile: SandboxPolicy.Profile) -> SandboxPolicy.Limits {
    switch profile {
    case .build: SandboxPolicy.Limits(seconds: 300)
    case .test: SandboxPolicy.Limits(seconds: 60)
    case .run: SandboxPolicy.Limits(seconds: 60, processes: 128)
    }
  }

  /// Address space of one process, in bytes.
  ///
  /// The kernel's only memory limit without control groups, and counted per process, hence "soft". A
  /// Swift build is measured to pass with 2 GiB.
  static let addressBytes = 8 << 30

  /// Writable memory of one process, in bytes.
  static let dataBytes = 4 << 30

  /// What is added to the niceness of the process outside.
  static let niceness = 10

  /// Sizes of the memory-backed folders, in bytes.
  static let temporaryFolderBytes = 256 << 20
  static let sharedMemoryBytes = 16 << 20
}
