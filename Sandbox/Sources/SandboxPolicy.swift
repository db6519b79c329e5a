import CSpawn

/// What a confined process sees and may use: a value, rendered to a command line by a pure function.
package struct SandboxPolicy: Sendable, Equatable, Codable {
  /// What the process is for; the base of the profile and the name shown to the user.
  package enum Profile: String, Sendable, Codable, CaseIterable {
    case build
    case test
    case run
  }

  /// A file or folder of the host and where it appears inside.
  package struct Mount: Sendable, Equatable, Codable {
    package var host: String
    package var inside: String
    package var writable: Bool
    /// Whether it is the user's own, of any size: then only what is added to it counts against the limit.
    package var countsGrowth: Bool
    /// Whether it keeps its owner, even if root starts the sandbox.
    package var keepsOwner: Bool

    package init(
      host: String, inside: String, writable: Bool = false, countsGrowth: Bool = false,
      keepsOwner: Bool = false
    ) {
      self.keepsOwner = keepsOwner
      self.host = host
      self.inside = inside
      self.writable = writable
      self.countsGrowth = countsGrowth
    }
  }

  package var profile: Profile
  /// Mounts beyond the system's own (`/usr`, the toolchain), in order: later ones cover earlier ones.
  package var mounts: [Mount]
  /// Places inside that are an empty folder, read-only, whatever the mounts have there: a folder, or nothing.
  ///
  /// Where a writable mount has nothing, an empty folder stays on the host.
  package var empty: [String]
  /// The working directory inside.
  package var workingDirectory: String
  /// Variables beyond the fixed ones (PATH, HOME, TMPDIR, LANG).
  package var environment: [String: String]
  package var limits: Limits
  /// What of the network it may use; nil: nothing but a loopback of its own.
  package var network: NetworkGrant?
  /// Whether it may make Unix sockets; only where no mount holds one of the host's, which could be connected to.
  package var makesUnixSockets: Bool

  package init(
    profile: Profile, mounts: [Mount], empty: [String] = [], workingDirectory: String,
    environment: [String: String] = [:], limits: Limits, network: NetworkGrant? = nil,
    makesUnixSockets: Bool = false
  ) {
    self.makesUnixSockets = makesUnixSockets
    self.network = network
    self.profile = profile
    self.mounts = mounts
    self.empty = empty
    self.workingDirectory = workingDirectory
    self.environment = environment
    self.limits = limits
  }

  /// The id of the user that a command runs as, and that what it makes belongs to, if root starts it.
  package static let ownerUnderRoot = UInt32(WISP_SANDBOX_ID)

  /// Hard ends of a run; nil means no limit of that kind.
  package struct Limits: Sendable, Equatable, Codable {
    /// Wall-clock seconds.
    package var seconds: Double?
    /// Bytes of standard output and standard error together.
    package var outputBytes: Int?
    /// Processes and threads at a time.
    package var processes: Int
    /// Bytes of one file; left out: as many as a writable folder may grow by.
    package var fileBytes: Int?
    /// Processor time of one process, 0 for no limit; left out: the wall-clock time on every processor.
    package var processorSeconds: Int?
    /// Bytes of memory of all processes with the folders in memory; left out: the profile's.
    package var memoryBytes: Int?
    /// Bytes and files in each writable folder; left out: the profile's.
    package var diskBytes: Int?
    package var diskFiles: Int?

    package init(
      seconds: Double?, outputBytes: Int? = 64 << 20, processes: Int = 256,
      fileBytes: Int? = nil, processorSeconds: Int? = nil, memoryBytes: Int? = nil,
      diskBytes: Int? = nil, diskFiles: Int? = nil
    ) {
      self.processorSeconds = processorSeconds
      self.memoryBytes = memoryBytes
      self.diskBytes = diskBytes
      self.diskFiles = diskFiles
      self.seconds = seconds
      self.outputBytes = outputBytes
      self.processes = processes
      self.fileBytes = fileBytes
    }
  }
}
