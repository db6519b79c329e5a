import Foundation

/// Where tests find what was checked out and what was built.
package enum Checkout {
  /// The folder of this package.
  package static let root = URL(filePath: #filePath).appending(path: "../../..").standardized.path

  package static let templates = root + "/Templates"

  /// The names of all templates, sorted.
  package static let templateNames =
    ((try? FileManager.default.contentsOfDirectory(atPath: templates + "/apps")) ?? []).sorted()

  package static func script(_ name: String) -> String { root + "/Scripts/" + name }

  /// The folder of built programs, found from the running test program.
  package static let products: String = {
    let program =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    // `swift test` runs the bundle itself; a runner of the toolchain gets it as its argument.
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? program
    return URL(filePath: bundle).resolvingSymlinksInPath().deletingLastPathComponent().path
  }()
}
