import Foundation

/// The dependencies that apps may have, and their sources on this machine.
package struct DependencyStore: Sendable {
  /// All that are allowed: a dependency is code that runs with the app's permissions.
  package static let allowed = [argumentParser, flyingFox, grdb]

  private static let argumentParser = Dependency(
    name: "swift-argument-parser", url: "https://github.com/apple/swift-argument-parser",
    version: "1.8.2",
    products: [
      "ArgumentParser": [
        Dependency.Module(
          name: "ArgumentParserToolInfo", folder: "Sources/ArgumentParserToolInfo"),
        Dependency.Module(name: "ArgumentParser", folder: "Sources/ArgumentParser"),
      ]
    ])

  private static let flyingFox: Dependency = {
    let sockets = [
      Dependency.Module(name: "CSystemLinux", kind: .c, folder: "CSystemLinux"),
      Dependency.Module(
        name: "FlyingSocks", folder: "FlyingSocks/Sources", features: ["ExistentialAny"]),
    ]
    let server = Dependency.Module(
      name: "FlyingFox", folder: "FlyingFox/Sources", features: ["ExistentialAny"])
    return Dependency(
      name: "FlyingFox", url: "https://github.com/swhitty/FlyingFox", version: "0.27.1",
      products: ["FlyingFox": sockets + [server], "FlyingSocks": sockets])
  }()

  private static let grdb = Dependency(
    name: "GRDB.swift", url: "https://github.com/groue/GRDB.swift", version: "7.10.0",
    products: [
      "GRDB": [
        Dependency.Module(name: "GRDBSQLite", kind: .system, folder: "Sources/GRDBSQLite"),
        Dependency.Module(
          name: "GRDB", folder: "GRDB",
          defines: ["SQLITE_ENABLE_FTS5", "SQLITE_ENABLE_SNAPSHOT", "SQLITE_DISABLE_SNAPSHOT"]),
      ]
    ])

  /// Holds one folder with the sources of each dependency, named like it.
  package let directory: String

  package init(directory: String) {
    self.directory = directory
  }

  /// The folder of the host with the sources of a dependency.
  package func sources(of name: String) throws(ToolchainError) -> String {
    let folder = "\(directory)/\(name)"
    guard let dependency = Self.allowed.first(where: { $0.name == name }) else {
      throw ToolchainError(
        code: .dependencyMissing,
        description: "\(name) is not one of the dependencies an app may have: "
          + Self.allowed.map(\.name).joined(separator: ", ") + ".")
    }
    guard FileManager.default.fileExists(atPath: "\(folder)/Package.swift") else {
      throw ToolchainError(
        code: .dependencyMissing,
        description: "The sources of \(name) are not in \(folder). Put them there: "
          + "git clone --depth 1 --branch \(dependency.version) \(dependency.url) '\(folder)'")
    }
    return folder
  }

  /// The dependency with an address, however it is written.
  static func dependency(at url: String) -> Dependency? {
    allowed.first { ConfinedManifest.normalised($0.url) == ConfinedManifest.normalised(url) }
  }

  /// The modules that belong to the names given, in the order of their dependencies.
  static func modules(_ names: [String]) -> [Dependency.Module] {
    allowed.flatMap(\.modules).filter { names.contains($0.name) }
  }
}
