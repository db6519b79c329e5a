import Foundation
import Testing

@testable import Sandbox

/// A Swift program compiled and run inside.
@Suite struct SwiftCompileTests {
  /// The folder above `usr/bin/swift`.
  private static func toolchain() throws -> String {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let swift = try #require(
      path.split(separator: ":").map { $0 + "/swift" }.first { access(String($0), X_OK) == 0 },
      "no swift in PATH")
    let resolved = try #require(realpath(String(swift), nil))
    defer { free(resolved) }
    var url = URL(fileURLWithPath: String(cString: resolved))
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path
  }

  @Test func compileAndRun() async throws {
    let folder = try hardFolder(mode: 0o700)
    let app = try folder.folder("app")
    let scratch = try folder.folder("scratch")
    try "print(\"Hello, \\(readLine() ?? \"nobody\")\")\n".write(
      toFile: app + "/main.swift", atomically: false, encoding: .utf8)
    let toolchain = SandboxPolicy.Mount(host: try Self.toolchain(), inside: "/toolchain")
    let compiled = try await Fixture.runner().run(
      ConfinedCommand(
        ["swiftc", "/app/main.swift", "-o", "/scratch/hello"],
        policy: try Fixture.policy(
          .build, seconds: 300,
          mounts: [
            toolchain, .init(host: app, inside: "/app"),
            .init(host: scratch, inside: "/scratch", writable: true),
          ])))
    #expect(compiled.errors == "")
    #expect(compiled.ending == .exited(0))
    let run = try await Fixture.runner().run(
      ConfinedCommand(
        ["/scratch/hello"],
        policy: try Fixture.policy(
          .run, mounts: [toolchain, .init(host: scratch, inside: "/scratch")]),
        input: .bytes(Array("world\n".utf8))))
    #expect(run.ending == .exited(0))
    #expect(run.output == "Hello, world\n")
  }
}
