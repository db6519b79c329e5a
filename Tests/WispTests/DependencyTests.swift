import Foundation
import TestSupport
import Testing

/// `wisp verify` of packages that depend on others: with those that are on this machine, and without a verdict if one
/// is missing.
@Suite(.serialized) struct DependencyTests {
  enum Place: String, CaseIterable {
    /// Where the package manager leaves them in the package's build folder; `wisp` is started by this process's user.
    case checkouts
    /// In the package manager's cache; `wisp` is started by another user than the one that owns everything.
    case cache
  }

  /// The dependency's manifest asks Git for the commit, and without an answer its one function does not exist.
  @Test(arguments: Place.allCases) func whatIsHereIsBuilt(_ place: Place) async throws {
    let wisp = try WispProgram()
    let revision = try Self.makeRepository(wisp.folder + "/greeting")
    try Self.makePackage(wisp.folder + "/package", revision: revision)
    var run: WispProgram.Run
    switch place {
    case .checkouts:
      let build = wisp.folder + "/package/.build"
      try Self.git(
        "clone", "-q", "--mirror", wisp.folder + "/greeting", build + "/repositories/g-1")
      try Self.git(
        "clone", "-q", "--shared", build + "/repositories/g-1", build + "/checkouts/greeting")
      try Data(Self.state(revision).utf8).write(
        to: URL(filePath: build + "/workspace-state.json"))
      run = try await wisp.run(["verify", "package"])
    case .cache:
      let cached = wisp.folder + "/caches/org.swift.swiftpm/repositories/greeting-12345678"
      try Self.git("clone", "-q", "--mirror", wisp.folder + "/greeting", cached)
      try Self.git("-C", cached, "remote", "set-url", "origin", Self.address)
      run = try await Self.asAnotherUser(wisp, ["verify", wisp.folder + "/package"])
    }
    #expect(run.status == 0, "\(run.output)\n\(run.errors)")
    #expect(run.output.hasSuffix("passed: 1 tests passed, 0 failed; 0 examples passed, 0 failed\n"))
    // Nothing is written into the package.
    let built = try? FileManager.default.contentsOfDirectory(
      atPath: wisp.folder + "/package/.build")
    #expect(
      built?.sorted()
        == (place == .cache ? nil : ["checkouts", "repositories", "workspace-state.json"]))
  }

  @Test func whatIsMissingIsNamed() async throws {
    let wisp = try WispProgram()
    try Self.makePackage(
      wisp.folder + "/package", revision: "0123456789012345678901234567890123456789")
    let run = try await wisp.run(["verify", "package", "--json"])
    #expect(run.status == 4)
    let folder = URL(filePath: wisp.folder).resolvingSymlinksInPath().path + "/package"
    let command = "swift package --package-path '\(folder)' resolve"
    let reason = """
      \(folder) cannot be checked here: it depends on greeting (\(Self.address)), which is not on this \
      machine, and a check has no network.
      Fetch what is missing, then check again: \(command)
      """
    #expect(
      run.finished as NSDictionary == [
        "verdict": "none", "reason": reason, "command": command,
        "missing": [["kind": "dependency", "name": "greeting", "location": Self.address]],
      ])
    #expect(run.errors.contains(reason))
  }

  private static let address = "https://example.invalid/Greeting.git"

  /// A package with one program-free library, whose function is there only if Git answers.
  private static func makeRepository(_ path: String) throws -> String {
    try write(
      """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
        name: "greeting",
        products: [.library(name: "Greeting", targets: ["Greeting"])],
        targets: [
          .target(
            name: "Greeting",
            swiftSettings: Context.gitInformation?.hasUncommittedChanges == false
              ? [.define("CLEAN")] : [])
        ]
      )
      """, to: path + "/Package.swift")
    try write(
      "#if CLEAN\npublic func greeting() -> String { \"hello\" }\n#endif\n",
      to: path + "/Sources/Greeting/Greeting.swift")
    try git("init", "-q", path)
    try git("-C", path, "add", ".")
    try git(
      "-C", path, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "First")
    return try git("-C", path, "rev-parse", "HEAD").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func makePackage(_ path: String, revision: String) throws {
    try write(
      """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
        name: "user",
        dependencies: [.package(url: "\(address)", from: "1.0.0")],
        targets: [
          .target(
            name: "User", dependencies: [.product(name: "Greeting", package: "Greeting")]),
          .testTarget(name: "UserTests", dependencies: ["User"]),
        ]
      )
      """, to: path + "/Package.swift")
    try write(
      "import Greeting\n\npublic func twice() -> String { greeting() + greeting() }\n",
      to: path + "/Sources/User/User.swift")
    try write(
      "import Testing\nimport User\n\n@Test func greets() { #expect(twice() == \"hellohello\") }\n",
      to: path + "/Tests/UserTests/UserTests.swift")
    try write(
      """
      {"pins": [{"identity": "greeting", "kind": "remoteSourceControl", "location": "\(address)",
        "state": {"revision": "\(revision)", "version": "1.2.0"}}], "version": 2}
      """, to: path + "/Package.resolved")
  }

  /// What the package manager writes when it has checked the dependency out.
  private static func state(_ revision: String) -> String {
    """
    {"object": {"artifacts": [], "dependencies": [{"basedOn": null,
      "packageRef": {"identity": "greeting", "kind": "remoteSourceControl",
        "location": "\(address)", "name": "greeting"},
      "state": {"checkoutState": {"revision": "\(revision)", "version": "1.2.0"},
        "name": "sourceControlCheckout"},
      "subpath": "greeting"}], "prebuilts": []}, "version": 7}
    """
  }

  private static func write(_ text: String, to path: String) throws {
    let file = URL(filePath: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  @discardableResult
  private static func git(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/git")
    process.arguments = arguments
    process.environment = [
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "HOME": "/",
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Runs `wisp` as a user who owns neither the package nor the cache, if this process is root's.
  private static func asAnotherUser(
    _ wisp: WispProgram, _ arguments: [String]
  ) async throws -> WispProgram.Run {
    let bin = wisp.folder + "/bin"
    for path in [bin, wisp.home, wisp.folder + "/caches/wisp"] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    for program in ["wisp", "wisp-jail"] {
      try FileManager.default.copyItem(
        atPath: "\(Checkout.products)/\(program)", toPath: "\(bin)/\(program)")
    }
    var become = ["/usr/bin/env"]
    if geteuid() == 0 {
      let user = 65526
      for path in [wisp.home, wisp.folder + "/caches/wisp"] {
        chown(path, uid_t(user), gid_t(user))
      }
      become = [
        "/usr/bin/setpriv", "--reuid", "\(user)", "--regid", "\(user)", "--clear-groups",
        "--inh-caps=-all",
      ]
    }
    var environment = wisp.environment
    environment["XDG_CACHE_HOME"] = wisp.folder + "/caches"
    return try await WispProgram.run(
      become[0], Array(become.dropFirst()) + [bin + "/wisp"] + arguments,
      environment: environment, directory: "/")
  }
}
