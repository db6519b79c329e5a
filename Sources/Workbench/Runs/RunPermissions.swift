package import Apps
import Foundation
package import Toolchain
package import Workspace

extension Workbench {
  /// What an app is allowed this time: what its manifest asks for, agreed to by the user once, and what is given
  /// for this run.
  ///
  /// - Throws: `PermissionError` for what cannot be given, `UsageError` if nobody can be asked, `NotAllowed` if
  ///   the user says no.
  package func grant(
    _ app: AppStore.Found, _ manifest: AppManifest, adding given: AppManifest.Permissions = .init()
  ) async throws -> Grant {
    let asked = manifest.permissions.normalised
    let all = try grant(asked.joined(with: given))
    guard !asked.without(given).isEmpty else { return all }
    let own = try grant(asked)
    let agreements = Agreements(app.directory)
    if agreements.contain(own) { return all }
    switch try await asker.agree(to: own, for: app.record.name) {
    case .yes: try agreements.add(own)
    case .no: throw NotAllowed("You did not allow it, so the app was not run.")
    case .nobody:
      throw UsageError(
        "\(app.record.name) asks for these permissions:\n"
          + PermissionText.lines(of: own).joined(separator: "\n")
          + "\nThere is no terminal to ask at. Allow them with --yes (remembered for this app), or for one run "
          + "with \(PermissionText.flags(for: own.permissions)).")
    }
    return all
  }

  /// Makes permissions concrete on this machine.
  package func grant(_ permissions: AppManifest.Permissions) throws -> Grant {
    try Grant(
      permissions, rules: pathRules, certificates: Grant.certificates(environment: environment))
  }

  /// Which paths of this machine may be shown to an app.
  package var pathRules: PathRules {
    let user = environment["HOME"] ?? NSHomeDirectory()
    let settings = environment["XDG_CONFIG_HOME"] ?? user + "/.config"
    return PathRules(home: user, closed: [home.root, home.cache, settings + "/wisp"])
  }
}
