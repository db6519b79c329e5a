package import Sandbox
package import Workspace

/// What an app is allowed, made concrete for this machine: hosts, ports, paths with links resolved.
package struct Grant: Sendable, Equatable {
  package var permissions: AppManifest.Permissions
  package var paths: [PermittedPath]
  package var network: NetworkGrant?

  /// Nothing.
  package static let none = Grant(permissions: .init(), paths: [], network: nil)

  init(
    permissions: AppManifest.Permissions, paths: [PermittedPath], network: NetworkGrant?
  ) {
    self.permissions = permissions
    self.paths = paths
    self.network = network
  }

  /// Makes permissions concrete, with the host's file of trusted certificates if there is one.
  ///
  /// Throws `PermissionError` if one of them cannot be given.
  package init(
    _ permissions: AppManifest.Permissions, rules: PathRules, certificates: String?
  ) throws(PermissionError) {
    self.permissions = permissions.normalised
    if let fault = Self.faults(in: permissions).first { throw PermissionError(fault) }
    var paths: [PermittedPath] = []
    for path in self.permissions.write { paths.append(try rules.resolve(path, isWritable: true)) }
    for path in self.permissions.read where !self.permissions.write.contains(path) {
      paths.append(try rules.resolve(path, isWritable: false))
    }
    // An app that may write in a folder could put a link in the place of what lies in it.
    for outer in paths where outer.isWritable {
      if let inner = paths.first(where: {
        $0 != outer && PathRules.holds(outer.host, $0.host)
      }) {
        throw PermissionError(
          "\(inner.asked) lies in \(outer.asked), which the app may change; ask for one of them.")
      }
    }
    self.paths = paths
    let network = NetworkGrant(
      rules: self.permissions.network, ports: self.permissions.ports, certificates: certificates)
    self.network = network.isEmpty ? nil : network
  }

  /// The mounts, outer folders first.
  package var mounts: [SandboxPolicy.Mount] {
    paths.flatMap(\.mounts).sorted { $0.inside < $1.inside }
  }

  /// What is wrong about permissions as they are written.
  package static func faults(in permissions: AppManifest.Permissions) -> [String] {
    var faults = permissions.network.filter { Endpoint.rule($0) == nil }.map {
      "network \(shown($0)): write a host name such as api.example.com, or host:port"
    }
    for (kind, paths) in [("read", permissions.read), ("write", permissions.write)] {
      for path in paths {
        if let fault = PathRules.fault(in: path) {
          faults.append("\(kind) \(shown(path)): \(fault)")
        }
      }
    }
    let counts = [
      permissions.network.count, permissions.read.count, permissions.write.count,
      permissions.ports.count,
    ]
    if counts.contains(where: { $0 > 8 }) {
      faults.append("no more than 8 of a kind can be asked")
    }
    return faults
  }

  private static func shown(_ text: String) -> String { String(text.debugDescription.prefix(120)) }

  /// Where the host keeps the certificates that its programs trust; `SSL_CERT_FILE` names another file.
  package static func certificates(environment: [String: String]) -> String? {
    let named = environment["SSL_CERT_FILE"].map { [$0] } ?? []
    let usual = [
      "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
      "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
    ]
    return (named + usual).lazy.compactMap(PathRules.real).first
  }
}
