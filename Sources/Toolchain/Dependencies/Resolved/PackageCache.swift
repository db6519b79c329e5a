import Foundation

/// Where the package manager keeps what it has fetched.
package enum PackageCache {
  /// The folder with a copy of each repository; nil if there is none.
  package static func repositories(environment: [String: String]) -> String? {
    let caches = environment["XDG_CACHE_HOME"] ?? environment["HOME"].map { "\($0)/.cache" }
    guard let caches, caches.hasPrefix("/") else { return nil }
    let folder = "\(caches)/org.swift.swiftpm/repositories"
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
  }
}
