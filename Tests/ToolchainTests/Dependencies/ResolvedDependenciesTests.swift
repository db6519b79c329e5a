import Foundation
import Sandbox
import TestSupport
import Testing

@testable import Toolchain

/// What a package with dependencies of its own needs in the sandbox.
@Suite struct ResolvedDependenciesTests {
  private let folder: TemporaryFolder
  private let directory: String

  init() throws {
    folder = try TemporaryFolder()
    directory = try folder.folder("work/package")
  }

  private func find(_ manifest: String, resolved: String? = nil) throws -> ResolvedDependencies? {
    try ResolvedDependencies(
      of: manifest, in: directory, resolved: resolved.map { Array($0.utf8) },
      packageCache: folder.path + "/cache")
  }

  private static func manifest(_ dependencies: String...) -> String {
    """
    // swift-tools-version: 6.0
    import PackageDescription
    let package = Package(name: "a", dependencies: [\(dependencies.joined(separator: ", "))])
    """
  }

  private static func resolved(_ pins: (String, version: String, revision: String)...) -> String {
    let all = pins.map { address, version, revision in
      """
      {"identity": "\(PinnedPackage.identity(of: address))", "kind": "remoteSourceControl",
       "location": "\(address)", "state": {"revision": "\(revision)", "version": "\(version)"}}
      """
    }
    return #"{"pins": [\#(all.joined(separator: ","))], "version": 3}"#
  }

  private static let log = "https://example.com/apple/swift-log.git"
  private static let parser = "https://github.com/apple/swift-argument-parser"

  /// Checkouts as the package manager leaves them.
  private func check(out pins: [PinnedPackage]) throws {
    let checkouts = pins.map { Checkout(pin: $0, name: $0.identity) }
    try folder.file("work/package/.build/workspace-state.json", Checkout.state(checkouts))
    for pin in pins {
      try folder.file("work/package/.build/checkouts/\(pin.identity)/Package.swift")
    }
  }

  private static func pin(_ address: String, revision: String) -> PinnedPackage {
    PinnedPackage(
      identity: PinnedPackage.identity(of: address), location: address,
      kind: "remoteSourceControl",
      state: PinnedPackage.State(revision: revision, version: "1.0.0"))
  }

  @Test func packagesOfWhatIsPreparedNeedNothing() throws {
    let one = Self.manifest(".package(url: \"\(Self.parser)\", from: \"1.0.0\")")
    #expect(try find(Self.manifest()) == nil)
    #expect(try find(one) == nil)
    let version = try #require(DependencyStore.dependency(at: Self.parser)?.version)
    #expect(try find(one, resolved: Self.resolved((Self.parser, version, "a"))) == nil)
  }

  @Test func anotherVersionOfAPreparedOneIsThePackagesOwn() throws {
    let one = Self.manifest(".package(url: \"\(Self.parser)\", from: \"1.0.0\")")
    let resolved = Self.resolved((Self.parser, "1.0.0", "a"))
    #expect(throws: missing(Self.parser)) { try find(one, resolved: resolved) }
    try check(out: [Self.pin(Self.parser, revision: "a")])
    #expect(
      try find(one, resolved: resolved)?.mounts == [
        SandboxPolicy.Mount(
          host: "\(directory)/.build/checkouts/swift-argument-parser",
          inside: "/scratch/checkouts/swift-argument-parser")
      ])
  }

  @Test func checkoutsOfAnotherRevisionDoNotCount() throws {
    let one = Self.manifest(".package(url: \"\(Self.log)\", from: \"1.0.0\")")
    try check(out: [Self.pin(Self.log, revision: "a")])
    #expect(throws: missing(Self.log)) {
      try find(one, resolved: Self.resolved((Self.log, "1.0.0", "b")))
    }
    #expect(throws: missing(Self.log)) { try find(one) }
    #expect(throws: missing(Self.log)) { try find(one, resolved: Self.resolved()) }
  }

  @Test(arguments: ["../../elsewhere", ".", "..", "a/b", ""])
  func checkoutsElsewhereDoNotCount(name: String) throws {
    let one = Self.manifest(".package(url: \"\(Self.log)\", from: \"1.0.0\")")
    let pin = Self.pin(Self.log, revision: "a")
    try folder.file(
      "work/package/.build/workspace-state.json",
      Checkout.state([Checkout(pin: pin, name: name)]))
    try folder.file("work/elsewhere/Package.swift")
    try folder.file("work/package/.build/checkouts/a/b/Package.swift")
    #expect(throws: missing(Self.log)) {
      try find(one, resolved: Self.resolved((Self.log, "1.0.0", "a")))
    }
  }

  @Test func linksOutOfTheBuildFolderDoNotCount() throws {
    let one = Self.manifest(".package(url: \"\(Self.log)\", from: \"1.0.0\")")
    try check(out: [Self.pin(Self.log, revision: "a")])
    try FileManager.default.removeItem(atPath: "\(directory)/.build/checkouts/swift-log")
    try folder.file("work/elsewhere/Package.swift")
    try folder.link(
      "work/package/.build/checkouts/swift-log", to: "\(folder.path)/work/elsewhere")
    #expect(throws: missing(Self.log)) {
      try find(one, resolved: Self.resolved((Self.log, "1.0.0", "a")))
    }
  }

  @Test func theCacheIsSearchedByAddress() throws {
    try folder.file("cache/other-1/config", "[remote \"origin\"]\n\turl = https://example.com/b\n")
    try folder.file("cache/log-2/config", "[remote \"origin\"]\n\turl = \(Self.log)\n")
    let found = try find(
      Self.manifest(".package(url: \"\(Self.log)\", from: \"1.0.0\")"),
      resolved: Self.resolved((Self.log, "1.0.0", "a")))
    #expect(
      found?.mounts == [
        SandboxPolicy.Mount(
          host: "\(folder.path)/cache/log-2", inside: "/deps/repositories/swift-log")
      ])
    #expect(found?.copies == ["swift-log": "/deps/repositories/swift-log"])
  }

  /// The oldest form of `Package.resolved`.
  @Test func pinsOfVersionOne() throws {
    let text = """
      {"object": {"pins": [{"package": "swift-log", "repositoryURL": "\(Self.log)",
        "state": {"branch": null, "revision": "a", "version": "1.0.0"}}]}, "version": 1}
      """
    #expect(
      PinnedPackage.all(resolved: Array(text.utf8)) == [Self.pin(Self.log, revision: "a")])
    #expect(PinnedPackage.all(resolved: Array("{".utf8)) == nil)
  }

  @Test func packagesBesideThePackageAreShownBesideIt() throws {
    try folder.file("work/shared/Package.swift", ".package(path: \"../more/deep\")")
    try folder.file("work/more/deep/Package.swift", ".package(path: \"../../package\")")
    try folder.file("work/package/vendor/own/Package.swift", "")
    let found = try find(
      Self.manifest(
        ".package(path: \"../shared\")", ".package(path: \"vendor/own\")",
        ".package(path: \"../not-there\")", ".package(path: \"../../../usr\")"))
    #expect(
      found?.mounts == [
        SandboxPolicy.Mount(host: "\(folder.path)/work/more/deep", inside: "/more/deep"),
        SandboxPolicy.Mount(host: "\(folder.path)/work/shared", inside: "/shared"),
      ])
  }

  private func missing(_ address: String) -> MissingDependencies {
    MissingDependencies(
      directory: directory,
      dependencies: [.init(name: PinnedPackage.identity(of: address), location: address)])
  }

  @Test(
    arguments: [
      (
        "error: 'foo': the package at '/Foo' cannot be accessed (/Foo doesn't exist in file system)",
        "'foo': the package at '/Foo' cannot be accessed (/Foo doesn't exist in file system)"
      ),
      (
        "Fetching x\nerror: 'log': Git command 'git -C x' failed: no",
        "'log': Git command 'git -C x' failed: no"
      ),
      (
        "error: an out-of-date resolved file was detected at /app/Package.resolved, which",
        "an out-of-date resolved file was detected at /app/Package.resolved, which"
      ),
      ("error: 'own': the package at '/app/Own' cannot be accessed (it doesn't exist)", nil),
      ("/app/Sources/a.swift:1:1: error: cannot find 'x' in scope", nil),
    ] as [(String, String?)])
  func whatThePackageManagerSays(output: String, message: String?) {
    #expect(MissingDependencies.message(in: output) == message)
  }
}
