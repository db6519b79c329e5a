import Foundation

/// Packages that a manifest names by their folders: `.package(path: "../Shared")`.
struct LocalPackages {
  /// Folders of the host outside of the package, by their places inside.
  private(set) var outside: [String: String] = [:]
  /// The addresses that the manifests of the local packages name.
  private(set) var addresses: [String] = []

  /// At most as many manifests are looked at.
  private static let limit = 100

  /// Follows the manifest of the package in a folder, and the manifests of the packages that it names.
  init(of manifest: String, in directory: String) {
    var left = [(text: manifest, inside: Inside.app, host: directory)]
    var seen: Set<String> = [Inside.app]
    while let next = left.popLast(), seen.count < Self.limit {
      for call in ManifestCall.all(named: ".package", in: next.text) {
        guard let path = call.argument("path") else { continue }
        let isAbsolute = path.hasPrefix("/")
        let inside = Self.plain(isAbsolute ? path : "\(next.inside)/\(path)")
        let host = Self.plain(isAbsolute ? path : "\(next.host)/\(path)")
        guard let bytes = HostFile.bytes(at: "\(host)/Package.swift", limit: 4 << 20),
          seen.insert(inside).inserted
        else { continue }
        if !inside.hasPrefix("\(Inside.app)/") {
          guard Self.canBeShown(at: inside) else { continue }
          outside[inside] = host
        }
        let text = String(decoding: bytes, as: UTF8.self)
        addresses += ManifestCall.addresses(in: text)
        left.append((text, inside, host))
      }
    }
  }

  /// A path without dots in it; those that lead above the root lead to it.
  private static func plain(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Whether nothing else is at a place inside.
  static func canBeShown(at inside: String) -> Bool {
    let taken = [
      Inside.app, Inside.scratch, Inside.dependencies, Inside.toolchain, Inside.warm, Inside.data,
      "/usr", "/etc", "/proc", "/dev", "/bin", "/lib", "/lib64", "/sbin", "/wisp-jail",
    ]
    return inside != "/" && inside != "/tmp"
      && !taken.contains { inside == $0 || inside.hasPrefix("\($0)/") }
  }
}
