import Foundation
package import Sandbox

extension SwiftToolchain {
  /// What the sandbox must show of the toolchain for a command that may want it, without asking the
  /// toolchain itself where its folders lie as they usually do; nothing if there is none.
  package static func mounts(environment: [String: String]) -> [SandboxPolicy.Mount] {
    for folder in (environment["PATH"] ?? "").split(separator: ":") where folder.hasPrefix("/") {
      guard let resolved = realpath("\(folder)/swift", nil) else { continue }
      defer { free(resolved) }
      let suffix = "/usr/bin"
      let programs = URL(filePath: String(cString: resolved)).deletingLastPathComponent().path
      let root = String(programs.dropLast(suffix.count))
      if programs.hasSuffix(suffix), !root.isEmpty,
        FileManager.default.fileExists(atPath: "\(root)/usr/lib/swift/linux")
      {
        return [SandboxPolicy.Mount(host: root, inside: Inside.toolchain)]
      }
      break
    }
    return (try? locate(environment: environment).mounts) ?? []
  }
}
