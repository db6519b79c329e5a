import Foundation
package import Sandbox
import Toolchain

/// A command that is to be run confined, and what it may use.
package struct ConfineRequest: Sendable {
  package var command: [String]
  package var profile: SandboxPolicy.Profile
  package var level: SandboxLevel
  /// A folder at /app, read-only.
  package var appFolder: String?
  /// A folder at /data, or at /scratch with the profile `build`, writable.
  package var dataFolder: String?
  /// A folder at /work, writable.
  package var workFolder: String?
  package var seconds: Double?
  package var memoryBytes: Int?
  package var diskBytes: Int?
  package var outputBytes: Int?
  package var processes: Int?
  /// Whether what it prints is in the result.
  package var captures: Bool

  package init(
    command: [String], profile: SandboxPolicy.Profile, level: SandboxLevel, captures: Bool
  ) {
    self.command = command
    self.profile = profile
    self.level = level
    self.captures = captures
  }
}

extension Workbench {
  /// Runs any command confined; it reads this process's standard input.
  ///
  /// - Throws: `UsageError` if the request makes no sense; `SandboxError` if nothing can confine.
  package func confine(_ request: ConfineRequest) async throws -> CommandResult {
    let policy = try policy(of: request)
    let confined = ConfinedCommand(
      request.command, policy: policy, input: .standardInput,
      output: request.captures ? .capture : .passThrough)
    return try await runner(level: request.level).run(confined)
  }

  private func policy(of request: ConfineRequest) throws -> SandboxPolicy {
    var policy = try SandboxProfile.policy(for: request.profile)
    policy.mounts = SwiftToolchain.mounts(environment: environment)
    if let folder = request.appFolder {
      policy.mounts.append(SandboxPolicy.Mount(host: folder, inside: Inside.app))
      policy.workingDirectory = Inside.app
    }
    if let folder = request.dataFolder {
      let isBuild = request.profile == .build
      let place = isBuild ? Inside.scratch : Inside.data
      policy.mounts.append(SandboxPolicy.Mount(host: folder, inside: place, writable: true))
      // A build happens in its sources; what runs is in its data.
      if request.appFolder == nil || !isBuild { policy.workingDirectory = place }
    }
    if let folder = request.workFolder {
      policy.mounts.append(
        SandboxPolicy.Mount(host: folder, inside: Self.work, writable: true, countsGrowth: true))
      policy.workingDirectory = Self.work
    }
    if let seconds = request.seconds { policy.limits.seconds = seconds }
    policy.limits.memoryBytes = request.memoryBytes
    policy.limits.diskBytes = request.diskBytes
    if let bytes = request.outputBytes { policy.limits.outputBytes = bytes }
    if let processes = request.processes { policy.limits.processes = processes }
    return policy
  }

  /// Where the writable folder of a command is inside.
  private static let work = "/work"
}
