import Foundation
import LoopbackModel
import TestSupport
import Testing

/// What a run leaves never runs as the user: real git looks at it.
@Suite(.serialized) struct LeftoverTests {
  private static func program(_ server: LoopbackModel) throws -> WispProgram {
    // No blanks: the probe takes its words apart there.
    try WispProgram(
      [
        "ANTHROPIC_API_KEY": "k", "ANTHROPIC_BASE_URL": server.baseURL, "WISP_MODEL": "anthropic/m",
      ], name: "wisp-test")
  }

  /// The words that make the app plant a repository whose configuration runs `program`.
  private func planting(_ folder: String, _ program: String) -> String {
    """
    mkdir \(folder)/objects
    mkdir \(folder)/refs
    write \(folder)/HEAD ref:refs/heads/main
    write \(folder)/config [core]fsmonitor=\(program)

    """
  }

  /// A program that leaves a trace, and what git does in each folder of a tree.
  private struct Trap {
    let program: String
    let trace: String

    init(in folder: String) throws {
      (program, trace) = (folder + "/trap.sh", folder + "/trace")
      try "#!/bin/sh\necho here >> \(trace)\n".write(
        toFile: program, atomically: false, encoding: .utf8)
      chmod(program, 0o755)
    }

    /// Whether `git status`, in the folder or any below, ran the program.
    func snaps(in folder: String) async throws -> Bool {
      unlink(trace)
      let below = try FileManager.default.subpathsOfDirectory(atPath: folder).map {
        folder + "/" + $0
      }
      for place in [folder] + below {
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
        guard isFolder.boolValue else { continue }
        // Who owns a folder is not to matter.
        _ = try await WispProgram.run(
          "/usr/bin/git", ["-c", "safe.directory=*", "status"],
          environment: ["HOME": folder, "GIT_CEILING_DIRECTORIES": folder], directory: place)
      }
      return access(trace, F_OK) == 0
    }
  }

  @Test func plantedRepositoriesRunNothing() async throws {
    let server = try LoopbackModel.start(replies: [.text(ProbeApp.reply())])
    defer { server.stop() }
    let wisp = try Self.program(server)
    let trap = try Trap(in: wisp.folder)
    let app = try await MadeApp.probe.copy(to: wisp)
    let data = wisp.home + "/apps/\(app)/data"

    // The trap works.
    let control = wisp.folder + "/control"
    try await git(["init", "-q", control], wisp)
    try await git(["-C", control, "config", "core.fsmonitor", trap.program], wisp)
    #expect(try await trap.snaps(in: control))

    // In the data folder: `.git` cannot be made, deeper ones and one without a worktree are renamed.
    let run = try await wisp.run(
      ["run", app],
      input: "list /data\nlist /data/.git\nmkdir /data/.git/objects\nwrite /data/.git/HEAD x\n"
        + "rename /data/.git /data/other\n"
        + planting("/data/sub/.git", trap.program) + planting("/data/bare", trap.program))
    #expect(
      run.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        .dropLast() == [
          ".git", "", "cannot make", "cannot write", "cannot rename", "made", "made", "written",
          "written",
          "made", "made", "written", "written",
        ], "\(run.errors)")
    #expect(run.status == 0)
    for path in ["sub/.git", "bare"] {
      let name = (path as NSString).lastPathComponent
      #expect(
        run.errors.contains(
          "wisp: renamed \(data)/\(path) to \(name).by-\(app): the app made it, and git would run commands "
            + "that it names\n"), "\(run.errors)")
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: data).sorted() == [
        "bare.by-\(app)", "sub",
      ])
    #expect(try await !trap.snaps(in: data))
    #expect(try wisp.runMarks() == [])

    // In a folder of the user's: what is there cannot be changed, what is new is never left unsaid.
    let own = wisp.folder + "/own"
    try await git(["init", "-q", own + "/mine"], wisp)
    for folder in [own, own + "/mine", own + "/mine/.git"] { chmod(folder, 0o777) }
    chmod(own + "/mine/.git/config", 0o666)
    let granted = try await wisp.run(
      ["run", "--allow-write", own, app],
      input:
        "write \(own)/mine/file x\nwrite \(own)/mine/.git/config x\nmkdir \(own)/mine/.git/hooks/x\n"
        + "rename \(own)/mine/.git \(own)/other\n" + planting(own + "/new/.git", trap.program))
    #expect(
      granted.output
        == "written\ncannot write\ncannot make\ncannot rename\nmade\nmade\nwritten\nwritten\n",
      "\(granted.errors)")
    let new = own + "/new/.git"
    if getuid() == 0 {
      #expect(
        granted.errors.contains("wisp: renamed \(new) to .git.by-\(app)"), "\(granted.errors)")
      #expect(try await !trap.snaps(in: own))
    } else {
      // It could be the user's, and nobody can be asked.
      #expect(granted.errors.contains("\(new) is new since probe started."), "\(granted.errors)")
      #expect(access(new, F_OK) == 0)
    }
    let refused = try await wisp.run(["run", "--allow-write", own + "/mine/.git", app])
    #expect(refused.status == 2)
    #expect(refused.errors.contains("the files of a repository are never changed by an app"))

    // A page that an app wrote which could read something is not opened unasked.
    let page = try await wisp.run(
      ["run", "--open", "--allow-read", trap.program, app],
      input: "write /data/page.html <p>hi</p>\n")
    #expect(page.output == "written\n")
    #expect(
      page.errors == """
        wisp: written: \(data)/page.html
        wisp: there is no terminal to ask at; --yes opens it unasked
        wisp: not opened: \(data)/page.html

        """)

    // A killed run: the next command sees to it.
    let ready = data + "/ready"
    try #require(mkfifo(ready, 0o666) == 0)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Checkout.products + "/wisp")
    process.arguments = ["run", app]
    process.environment = wisp.environment
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    try input.fileHandleForWriting.write(
      contentsOf: Data(
        (planting("/data/late/.git", trap.program) + "write /data/ready x\nwait\n").utf8))
    // Until the app has opened and closed the other end.
    _ = try FileHandle(forReadingFrom: URL(fileURLWithPath: ready)).readToEnd()
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(try wisp.runMarks().count == 1)
    let next = try await wisp.run(["ls"])
    #expect(
      next.errors.contains("wisp: renamed \(data)/late/.git to .git.by-\(app)"), "\(next.errors)")
    #expect(try await !trap.snaps(in: data))
    #expect(try wisp.runMarks() == [])
    #expect(access(data + "/.git", F_OK) != 0)

    try await asks(app, own, wisp)
  }

  /// A repository that the user made while the app ran, as far as anybody can tell.
  private func asks(_ app: String, _ own: String, _ wisp: WispProgram) async throws {
    let git = own + "/.git"
    for (answer, isRenamed) in [("n\n", false), ("\u{04}", false), ("y\n", true)] {
      unlink(git)
      let run = try await PseudoTerminal.run(
        wisp, ["run", "--allow-write", "own", app],
        steps: [
          ("", .type("say ready\n")), ("READY", .touch(git)), ("", .type("say so\n")),
          ("SO", .type("\u{04}")), ("[y/N]", .type(answer)),
        ])
      #expect(run.output.contains(".git is new since probe started."), "\(run.output)")
      #expect((access(git, F_OK) != 0) == isRenamed)
      #expect((access(git + ".by-" + app, F_OK) == 0) == isRenamed)
    }
  }

  private func git(_ arguments: [String], _ wisp: WispProgram) async throws {
    let run = try await WispProgram.run(
      "/usr/bin/git", arguments, environment: wisp.environment, directory: wisp.folder)
    try #require(run.status == 0, "\(run.errors)")
  }
}
