import Foundation
import Sandbox
import Workspace

/// What a check gives an app in the place of what it asks for: nothing, under the same names.
///
/// Files and folders are empty ones at the paths that a run has, the proxy is there and refuses everything, the variables
/// are the same. Ports are left out: with `PORT` an app of the template `web` serves until it is stopped, and without it
/// its examples are requests on standard input.
struct StandIns: Sendable {
  var permissions: AppManifest.Permissions
  var rules: PathRules
  /// The host's file of trusted certificates.
  var certificates: String?
  let work: WorkFolder

  /// New ones for one example; what cannot be given in a run is left out.
  ///
  /// - Throws: `ToolchainError` if a folder cannot be made.
  func grant() throws -> Grant {
    let permissions = permissions.normalised
    let endpoints = permissions.network.flatMap { Endpoint.rule($0) ?? [] }
    return Grant(
      permissions: permissions, paths: try paths(permissions),
      network: endpoints.isEmpty
        ? nil : NetworkGrant(endpoints: endpoints, certificates: certificates, isStandIn: true))
  }

  private func paths(_ permissions: AppManifest.Permissions) throws -> [PermittedPath] {
    var asked = permissions.write.map { (text: $0, isWritable: true) }
    for text in permissions.read where !permissions.write.contains(text) {
      asked.append((text, false))
    }
    // Outer folders first.
    asked.sort { rules.place(of: $0.text) < rules.place(of: $1.text) }
    var paths: [PermittedPath] = []
    for (text, isWritable) in asked
    where PathRules.fault(in: text) == nil {
      let inside = rules.place(of: text)
      let real = PathRules.real(inside)
      guard
        [inside, real ?? inside].allSatisfy({ rules.fault(of: $0, isWritable: isWritable) == nil })
      else { continue }
      // What lies in another one is made in it: there it has to be to be mounted.
      let outer = paths.last { PathRules.holds($0.inside, inside) }
      let host =
        try outer.map { $0.host + inside.dropFirst($0.inside.count) } ?? work.folder() + "/it"
      try make(host, like: real ?? inside, isWritable: isWritable)
      paths.append(
        PermittedPath(asked: text, inside: inside, host: host, isWritable: isWritable))
    }
    return paths
  }

  /// Makes an empty file or folder: like what the user has at that path, else as the name says.
  private func make(_ host: String, like path: String, isWritable: Bool) throws {
    var status = stat()
    let isThere = stat(path, &status) == 0
    let isFile =
      isThere ? status.st_mode & S_IFMT == S_IFREG : !(path as NSString).pathExtension.isEmpty
    if isFile {
      try HostFile.makeFolder((host as NSString).deletingLastPathComponent)
      _ = FileManager.default.createFile(atPath: host, contents: nil)
    } else {
      try HostFile.makeFolder(host)
    }
    // Started by root, the sandbox runs as somebody else.
    let needed: mode_t = (isFile ? 0o644 : 0o755) | (isWritable ? 0o022 : 0)
    chmod(host, needed | (isThere ? status.st_mode & 0o777 : 0))
  }
}

extension Checker {
  /// What stands for what an app asks for; nil if apps are checked without permissions.
  func standIns(for manifest: AppManifest, in work: WorkFolder) -> StandIns? {
    paths.map {
      StandIns(
        permissions: manifest.permissions, rules: $0, certificates: certificates, work: work)
    }
  }
}
