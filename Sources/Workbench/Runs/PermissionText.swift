package import Toolchain
package import Workspace

/// Permissions in words.
package enum PermissionText {
  /// One line for each host, path and port.
  package static func lines(of grant: Grant) -> [String] {
    let permissions = grant.permissions
    var lines = permissions.network.map {
      "  network  \(printable($0))\($0.contains(":") ? "" : " (ports 443 and 80)")"
    }
    for path in grant.paths {
      let leads = path.host == path.inside ? "" : " (which is \(printable(path.host)))"
      lines.append("  \(path.isWritable ? "write" : "read ")    \(printable(path.asked))\(leads)")
    }
    lines += permissions.ports.map { "  port     \($0), shown as http://127.0.0.1:\($0)/" }
    return lines
  }

  /// The flags that give the same for one run.
  package static func flags(for permissions: AppManifest.Permissions) -> String {
    let flags =
      permissions.network.map { "--allow-net \($0)" }
      + permissions.read.map { "--allow-read \($0)" }
      + permissions.write.map { "--allow-write \($0)" }
      + permissions.ports.map { "--allow-port \($0)" }
    return printable(flags.joined(separator: " "))
  }
}
