import Foundation
package import Sandbox

/// The installed Swift toolchain: where it is, and what it is.
package struct SwiftToolchain: Sendable, Equatable {
  /// The folder of the host that holds `usr/bin/swift`; `/` for one that is installed in `/usr`.
  package var root: String
  /// "Swift version 6.3.1 (swift-6.3.1-RELEASE)".
  package var version: String
  /// "x86_64-unknown-linux-gnu".
  package var triple: String
  /// Tells toolchains apart in the names of caches: changes with every installation.
  package var identity: String
  /// Whether it is only what programs need in order to run: no compiler, nothing that makes backtraces.
  package var isRuntimeOnly = false

  /// Nothing of Swift, for programs that bring along what they need.
  package static let none: SwiftToolchain = {
    var none = SwiftToolchain(root: "/", version: "", triple: "", identity: "")
    none.isRuntimeOnly = true
    return none
  }()

  package init(root: String, version: String, triple: String, identity: String) {
    self.root = root
    self.version = version
    self.triple = triple
    self.identity = identity
  }

  /// Finds `swift` in the search path and asks it what it is.
  ///
  /// Starts the `swift` of the search path, unconfined and outside of any app's folder: what is
  /// there is the user's own and may be a launcher of a version manager.
  /// Its answer is kept in `cacheDirectory` for as long as the compiler is the same.
  package static func locate(
    environment: [String: String], cacheDirectory: String? = nil
  ) throws(ToolchainError) -> SwiftToolchain {
    guard let program = find("swift", in: environment["PATH"] ?? "") else {
      throw ToolchainError(
        code: .notFound,
        description: "`swift` was not found in PATH, so nothing can be built. "
          + "Install Swift (https://www.swift.org/install) and run again.")
    }
    let memory = cacheDirectory.flatMap { ToolchainMemory(of: program, in: $0) }
    let known = memory?.info
    guard let info = known ?? targetInfo(of: program, environment: environment) else {
      throw ToolchainError(
        code: .unusable,
        description: "`\(program) -print-target-info` did not answer as a Swift compiler does. "
          + "Install Swift anew (https://www.swift.org/install) and run again.")
    }
    if known == nil { memory?.keep(info) }
    let resources = URL(filePath: info.paths.runtimeResourcePath).resolvingSymlinksInPath().path
    // The resources are in usr/lib/swift below the root.
    let suffix = "/usr/lib/swift"
    guard resources.hasSuffix(suffix) else {
      throw ToolchainError(
        code: .unusable,
        description: "The Swift at \(program) keeps its resources in \(resources), "
          + "not in a folder usr/lib/swift. Install Swift from https://www.swift.org/install.")
    }
    let root = String(resources.dropLast(suffix.count))
    return SwiftToolchain(
      root: root.isEmpty ? "/" : root, version: info.compilerVersion, triple: info.target.triple,
      identity: identity(root: root, info: info))
  }

  /// What the sandbox must show beyond `/usr`.
  package var mounts: [SandboxPolicy.Mount] {
    root == "/" ? [] : [SandboxPolicy.Mount(host: root, inside: Inside.toolchain)]
  }

  /// The path of one of the toolchain's programs inside the sandbox.
  package func program(_ name: String) -> String {
    (root == "/" ? "" : Inside.toolchain) + "/usr/bin/" + name
  }

  /// The folder inside with the standard library and the compiler's plugins.
  var resources: String { (root == "/" ? "" : Inside.toolchain) + "/usr/lib/swift" }

  private static func find(_ name: String, in path: String) -> String? {
    path.split(separator: ":").lazy
      .filter { $0.hasPrefix("/") }
      .map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static func identity(root: String, info: TargetInfo) -> String {
    // Another build of the same version is another compiler.
    let stamp = HostFile.stamp(of: "\(root)/usr/bin/swift-frontend")?.description ?? ""
    return [info.compilerVersion, info.target.triple, root, stamp].joined(separator: "|")
  }

  struct TargetInfo: Codable {
    var compilerVersion: String
    var target: Target
    var paths: Paths

    struct Target: Codable {
      var triple: String
    }

    struct Paths: Codable {
      var runtimeResourcePath: String
    }
  }

  private static func targetInfo(
    of program: String, environment: [String: String]
  ) -> TargetInfo? {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = ["-print-target-info"]
    process.environment = environment
    process.currentDirectoryURL = URL(filePath: "/")
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    guard (try? process.run()) != nil else { return nil }
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return try? JSONDecoder().decode(TargetInfo.self, from: answer)
  }
}
