/// How much of the sandbox is at work, from most to least.
///
/// Less than the machine has is used only when it was asked for.
package enum SandboxLevel: String, Sendable, Codable, CaseIterable {
  /// Namespaces, and control groups for the totals.
  case full
  /// Namespaces; the totals are watched, so for a moment more can be taken.
  case fullSoft = "full-soft"
  /// Landlock and the stricter system-call filter alone: on request only.
  case landlock
}

/// How one run was confined, for the record.
package struct Confinement: Sendable, Equatable, CustomStringConvertible {
  package var level: SandboxLevel
  /// Bubblewrap's version; nil if it was not at work.
  package var bubblewrap: String?
  /// Version of the kernel's Landlock; 0 if it has none.
  package var landlock: Int
  /// Version of the system-call filter.
  package var filter: Int
  /// What control groups limited in all.
  package var groups: Set<GroupController>
  /// What of the network was open.
  package var network: NetworkGrant?

  package init(
    level: SandboxLevel, bubblewrap: String?, landlock: Int, filter: Int,
    groups: Set<GroupController> = [], network: NetworkGrant? = nil
  ) {
    self.groups = groups
    self.network = network
    self.level = level
    self.bubblewrap = bubblewrap
    self.landlock = landlock
    self.filter = filter
  }

  /// As in `full-soft (bwrap 0.8.0, landlock 7, seccomp v2; memory soft, disk soft, net none, pids per
  /// user)`.
  package var description: String {
    let parts =
      (bubblewrap.map { ["bwrap \($0)"] } ?? [])
      + [landlock == 0 ? "no landlock" : "landlock \(landlock)", "seccomp v\(filter)"]
    return "\(level.rawValue) (\(parts.joined(separator: ", ")); "
      + "memory \(groups.contains(.memory) ? "hard" : "soft"), disk soft, net \(networkWords), "
      + "pids \(groups.contains(.pids) ? "hard" : "per user"))"
  }

  private var networkWords: String {
    guard let network else { return "none" }
    let hosts = Set(network.endpoints.map(\.host)).count
    let words = [(hosts, "host"), (network.ports.count, "port")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    return words.isEmpty ? "none" : words.joined(separator: " and ")
  }
}
