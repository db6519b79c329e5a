import Foundation
import LoopbackModel
import Testing

/// One app from birth to trash and back, as a user goes through it.
@Suite(.serialized) struct LifecycleTests {
  /// A home with the app of the session `repaired`, verified at the first reply; `replies` come next.
  private func verifiedApp(
    _ replies: [ScriptedReply] = [], replacing old: String = "", with new: String = ""
  ) async throws -> (WispProgram, LoopbackModel, String) {
    let good = try MadeApp.shoutReply
    let made = try await MadeApp.model(
      old.isEmpty ? good : good.replacing(old, with: new), "turn lines into capitals")
    let server = try LoopbackModel.start(replies: replies)
    let wisp = try WispProgram(
      ModelFailureTests.environment(server.baseURL).merging(["WISP_MODEL": "anthropic/m"]) { $1 },
      name: "wisp ünder")
    return (wisp, server, try made.copy(to: wisp))
  }

  @Test func runsLikeAnyFilter() async throws {
    let (wisp, server, app) = try await verifiedApp()
    defer { server.stop() }
    let run = try await wisp.run(["run", app, "--", "--mark"], input: "hej\nå\n")
    #expect((run.status, run.output) == (0, "HEJ!\nÅ!\n"))
    let wrong = try await wisp.run(["run", "shout", "--", "--nope"])
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("--nope"))
    #expect(try await wisp.run(["run", "no-such-app"]).status != 0)
  }

  /// An app that never ends, and one that prints without end, are stopped and said to be.
  @Test func endlessRunsAreStopped() async throws {
    let (wisp, server, app) = try await verifiedApp(
      replacing: "write(line.uppercased() + (options.mark ? \"!\" : \"\"))",
      with: """
        while line == "loop" {}
            while line == "flood" { write(line) }
            write(line.uppercased() + (options.mark ? "!" : ""))
        """)
    defer { server.stop() }
    let loop = try await wisp.run(["run", "--timeout", "1", app], input: "loop\n")
    #expect(loop.status == 124)
    #expect(loop.errors.contains("--timeout"))
    let flood = try await wisp.run(["run", "--max-output", "1", app], input: "flood\n")
    #expect(flood.status == 124)
    #expect(flood.errors.contains("--max-output"))
    #expect(flood.output.utf8.count <= 1 << 20)
    #expect(try InterruptTests.processes(mentioning: app) == [])
  }

  @Test func undoAndRedo() async throws {
    let tweak =
      "Sources/AppCore/Filter.swift\n```swift\n<<<<<<< SEARCH\n    write(line.uppercased() + (options.mark ? \"!\" : \"\"))\n=======\n    write(line.uppercased() + (options.mark ? \"!\" : \"\"))  // loud\n>>>>>>> REPLACE\n```\n"
    let (wisp, server, app) = try await verifiedApp([.text(tweak, chunk: 10)])
    defer { server.stop() }
    let changed = try await wisp.run(["tweak", "--json", app, "say that it is loud"])
    #expect(changed.status == 0, "\(changed.errors)")
    let file = wisp.home + "/apps/\(app)/tree/Sources/AppCore/Filter.swift"
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("// loud"))
    #expect(
      try await wisp.run(["diff"]).output.contains(
        "+    write(line.uppercased() + (options.mark ? \"!\" : \"\"))  // loud"))
    #expect(try await wisp.run(["undo"]).status == 0)
    #expect(try !String(contentsOfFile: file, encoding: .utf8).contains("// loud"))
    #expect(try await wisp.run(["run"], input: "a\n").output == "A\n")
    let first = try await wisp.run(["undo"])
    #expect(first.status == 1)
    #expect(first.errors == "wisp: this is the first version of shout; nothing to undo\n")
    #expect(try await wisp.run(["run"], input: "a\n").output == "A\n")
    #expect(try await wisp.run(["redo"]).status == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("// loud"))
    let again = try await wisp.run(["redo"])
    #expect(again.status == 1)
    #expect(again.errors.contains("redo"))
  }

  @Test func keepExportsAnOrdinaryPackage() async throws {
    let (wisp, server, app) = try await verifiedApp()
    defer { server.stop() }
    let target = wisp.folder + "/kept åpp"
    let run = try await wisp.run(["keep", app, "--to", target])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try git(target + "/.git", "log", "--format=%s").contains("Write shout"))
    #expect(try git(target + "/.git", "--work-tree", target, "status", "--porcelain") == "")
    #expect(
      try String(contentsOfFile: target + "/Package.swift", encoding: .utf8).contains("\"shout\""))
    #expect(run.errors.contains("built and tested once the plain way"))
    #expect(
      run.output.hasSuffix("not confined: cd '\(target)' && swift run shout\n"), "\(run.output)")
    let second = try await wisp.run(["keep", app, "--to", target])
    #expect(second.status == 2)
    let listed = try await wisp.run(["ls", "--json"])
    #expect(listed.events.first?["state"] as? String == "kept")
    #expect(listed.events.first?["expires"] == nil)
  }

  /// Runs a command where no `swift` is in PATH, nothing is known of one and, for root, its folder is empty.
  private static func runWithoutToolchain(
    _ command: [String], of wisp: WispProgram, libraries: String? = nil
  ) async throws -> WispProgram.Run {
    let folders = (wisp.environment["PATH"] ?? "").split(separator: ":")
    let swift = try #require(
      folders.map { "\($0)/swift" }.first { FileManager.default.isExecutableFile(atPath: $0) })
    let root = URL(filePath: swift).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    var environment = wisp.environment
    environment["PATH"] = "/usr/bin:/bin"
    environment["XDG_CACHE_HOME"] = wisp.folder + "/no-cache"
    // A `wisp` under test may itself have been linked to the toolchain's libraries.
    environment["LD_LIBRARY_PATH"] = libraries
    // Users cannot hide a folder from a sandbox that trusts only what is root's.
    let hiding = [
      "/usr/bin/unshare", "-m", "/bin/sh", "-c", "mount -t tmpfs none \"$0\" && exec \"$@\"", root,
    ]
    let words = (geteuid() == 0 ? hiding : []) + command
    return try await WispProgram.run(
      words[0], Array(words.dropFirst()), input: "hi\n", environment: environment, directory: "/")
  }

  @Test func keepExportsAProgram() async throws {
    let (wisp, server, app) = try await verifiedApp()
    defer { server.stop() }
    let target = wisp.folder + "/made bÿ me"
    let run = try await wisp.run(["keep", app, "--to", target, "--program"])
    #expect(
      (run.status, run.output) == (
        0,
        """
        shout is kept, exported to \(target)
        run it without wisp, with all your rights and not confined: cd '\(target)' && ./shout

        """
      ), "\(run.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: target) == ["shout"])
    let alone = try await Self.runWithoutToolchain([target + "/shout", "--mark"], of: wisp)
    #expect((alone.status, alone.output, alone.errors) == (0, "HI!\n", ""))
  }

  @Test func installsAConfinedLauncher() async throws {
    let (wisp, server, _) = try await verifiedApp()
    defer { server.stop() }
    let installed = try await wisp.run(["keep", "--install"])
    #expect(installed.status == 0)
    let launcher = wisp.folder + "/.local/bin/shout"
    #expect(
      installed.errors.hasPrefix(
        """
        note: \(wisp.folder)/.local/bin is not on PATH. Add to ~/.profile, and begin a new session:
          export PATH="$HOME/.local/bin:$PATH"

        """), "\(installed.errors)")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: launcher)
    process.arguments = ["--mark"]
    process.environment = wisp.environment
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data("hi\n".utf8))
    try input.fileHandleForWriting.close()
    #expect(
      String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == "HI!\n")
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    // It stays when builds are cleaned up, and needs no toolchain.
    let shown = try await wisp.run(["show"])
    #expect(
      shown.output.contains("\n  needs     wisp, and Swift's libraries ("), "\(shown.output)")
    #expect(try await wisp.run(["gc"]).status == 0)
    let runtimes = wisp.home + "/runtimes"
    let copies = try FileManager.default.contentsOfDirectory(atPath: runtimes)
      .filter { !$0.hasPrefix(".") }
    try #require(copies.count == 1)
    let alone = try await Self.runWithoutToolchain(
      [launcher, "--mark"], of: wisp, libraries: "\(runtimes)/\(copies[0])/usr/lib/swift/linux")
    #expect((alone.status, alone.output, alone.errors) == (0, "HI!\n", ""))
    // Its own launcher is no conflict, a command of the system is one, and the app is kept all the same.
    #expect(try await wisp.run(["keep", "--install"]).status == 0)
    for name in ["git", "cd", "if", "sh"] {
      let taken = try await wisp.run(["keep", "--install", "--as", name])
      #expect(taken.status == 2, "\(name): \(taken.output)\(taken.errors)")
      #expect(taken.errors.contains("wisp keep shout --install --as NAME"), "\(taken.errors)")
      #expect(taken.output == "shout is kept\n")
      #expect(!FileManager.default.fileExists(atPath: wisp.folder + "/.local/bin/" + name))
    }
    let discard = try await wisp.run(["discard"])
    #expect(discard.status == 0, "\(discard.errors)")
    #expect(discard.output.hasPrefix("removed its launcher \(launcher)\n"))
    #expect(!FileManager.default.fileExists(atPath: launcher))
    #expect(
      try await wisp.run(["restore"]).output == """
        shout is back
        its launcher \(launcher) is gone; `wisp keep shout --install` puts it back

        """)
  }

  @Test func discardAndRestore() async throws {
    let (wisp, server, app) = try await verifiedApp()
    defer { server.stop() }
    #expect(try await wisp.run(["discard", app]).status == 0)
    #expect(!FileManager.default.fileExists(atPath: wisp.home + "/apps/\(app)"))
    #expect(try await wisp.run(["ls", "--json"]).output == "")
    #expect(try await wisp.run(["discard", app]).status == 1)
    #expect(try await wisp.run(["restore"]).status == 0)
    #expect(try await wisp.run(["run", app], input: "back\n").output == "BACK\n")
    let shown = try await wisp.run(["show", "--json", app])
    #expect(shown.events.first?["verified"] as? Bool == true)
  }

  @Test func twoAtTheSameTime() async throws {
    let good = try MadeApp.shoutReply
    let server = try LoopbackModel.start(replies: [.text(good, chunk: 99), .text(good, chunk: 98)])
    defer { server.stop() }
    let wisp = try WispProgram(
      ModelFailureTests.environment(server.baseURL).merging(["WISP_MODEL": "anthropic/m"]) { $1 })
    async let a = wisp.run(["--json", "turn lines into capitals"])
    async let b = wisp.run(["--json", "turn lines into capitals"])
    let (first, second) = try await (a, b)
    #expect([first.status, second.status] == [0, 0], "\(first.errors)\(second.errors)")
    #expect(first.finished["app"] as? String != second.finished["app"] as? String)
    #expect(try await wisp.run(["ls", "--json"]).events.count == 2)
  }
}
