import Foundation

/// A package that an app may depend on.
package struct Dependency: Sendable, Equatable {
  /// Its identity: the last part of its address.
  package var name: String
  package var url: String
  package var version: String
  /// The product that apps use.
  package var product: String
  /// The modules of that product, each a folder in `Sources`, each after those that it imports.
  package var modules: [String]

  package init(name: String, url: String, version: String, product: String, modules: [String]) {
    self.name = name
    self.url = url
    self.version = version
    self.product = product
    self.modules = modules
  }
}

/// The dependencies that apps may have, and their sources on this machine.
package struct DependencyStore: Sendable {
  /// All that are allowed: a dependency is code that runs with the app's permissions.
  package static let allowed = [
    Dependency(
      name: "swift-argument-parser", url: "https://github.com/apple/swift-argument-parser",
      version: "1.8.2", product: "ArgumentParser",
      modules: ["ArgumentParserToolInfo", "ArgumentParser"])
  ]

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
}
