import Foundation
import TestSupport
import Testing

/// Files cut at any byte, as a power loss leaves those that were not synced: the next command finds
/// everything in order.
///
/// A few cuts here; `make crash` does WISP_CRASHES=200.
@Suite(.serialized) struct CutTests {
  private static let count =
    ProcessInfo.processInfo.environment["WISP_CRASHES"].flatMap { Int($0) } ?? 16

  /// A home with a kept app of several iterations, a fork, and one in the trash, made once.
  private static let home = Task {
    let wisp = try WispProgram(["WISP_MODEL": "builtin"], name: "wisp cut")
    try await MadeApp.wordCount.copy(to: wisp)
    for command in [
      ["tweak", "--model", CrashTests.noteModel, "add a note"], ["run", "--", "--help"], ["keep"],
      ["fork", "--name", "other"], ["discard"], ["fork", "--name", "third"], ["undo"],
    ] {
      let run = try await wisp.run(command)
      try #require(run.status == 0, "\(command): \(run.errors)")
    }
    return wisp
  }

  /// A copy of it, and the folder that it is a copy of.
  private func prepared() async throws -> (wisp: WispProgram, ready: String) {
    let ready = try await Self.home.value.home
    let wisp = try WispProgram(["WISP_MODEL": "builtin"], name: "wisp cut")
    try FileManager.default.copyItem(atPath: ready, toPath: wisp.home)
    return (wisp, ready)
  }

  @Test func theNextCommandFindsOrder() async throws {
    let (wisp, ready) = try await prepared()
    let files = FileManager.default
    let announced = try wisp.appFolders().reduce(into: Set()) {
      $0.formUnion(WispProgram.announced(in: $1))
    }
    #expect(announced.count == 2)
    let before = try await wisp.run(["ls", "--all", "--json"]).output
    var random = Seeded(8)
    for number in 0..<Self.count {
      try files.removeItem(atPath: wisp.home)
      try files.copyItem(atPath: ready, toPath: wisp.home)
      // Every other time a journal, else anything but git's own files, which git syncs, and what is made
      // from them when it is needed.
      let names = (files.enumerator(atPath: wisp.home)?.allObjects as? [String] ?? []).sorted()
        .filter { name in
          number % 2 == 0
            ? name.hasSuffix("/journal.jsonl")
            : !name.contains("/history.git/") && !name.contains("/tree/")
              && !name.hasPrefix("scratch/") && !name.hasPrefix("programs/")
        }
        .filter { size(of: wisp.home + "/" + $0) > 0 }
      let name = try #require(names.randomElement(using: &random))
      let place = Int.random(in: 0..<size(of: wisp.home + "/" + name), using: &random)
      try #require(truncate(wisp.home + "/" + name, place) == 0)
      let after = try await wisp.expectOrder(
        after: "\(name) was cut at byte \(place)", announced: announced)
      #expect(after == before, "\(name) was cut at byte \(place)")
    }
    // A tree is its newest commit again before anything is done with it.
    let app = try #require(try wisp.appFolders().first)
    try #require(truncate(app + "/tree/wisp.json", 3) == 0)
    let tweaked = try await wisp.run(["tweak", "--model", CrashTests.noteModel, "add a note"])
    #expect(tweaked.status == 0, "\(tweaked.errors)")
  }

  private func size(of path: String) -> Int {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
    return Int(status.st_size)
  }

  /// The catalog and what is known beside it, both lost: the history tells the rest.
  @Test func anAppIsListedFromItsHistoryAlone() async throws {
    let (wisp, _) = try await prepared()
    let before = try await wisp.run(["ls", "--all", "--json"])
    let app = try #require(before.events.first { $0["state"] as? String == "kept" })
    let id = try #require(app["app"] as? String)
    for file in ["catalog.sqlite", "apps/\(id)/app.json"] {
      try #require(truncate(wisp.home + "/" + file, 5) == 0)
    }
    let after = try await wisp.run(["ls", "--all", "--json"])
    #expect(after.errors.contains("the list of apps was damaged"))
    let found = try #require(after.events.first { $0["app"] as? String == id })
    for key in ["name", "summary", "state", "template", "iterations", "model", "cost_usd"] {
      #expect("\(found[key] ?? "-")" == "\(app[key] ?? "-")", "\(key)")
    }
  }

  /// A history that cannot be read is in nobody else's way.
  @Test func aDamagedHistoryIsNamed() async throws {
    let (wisp, _) = try await prepared()
    let apps = try await wisp.run(["ls", "--all", "--json"]).events
    let id = try #require(apps.first { $0["state"] as? String == "kept" }?["app"] as? String)
    let history = wisp.home + "/apps/\(id)/history.git"
    try FileManager.default.removeItem(atPath: history + "/HEAD")
    let rebuilt = try await wisp.run(["doctor", "--rebuild"])
    #expect(rebuilt.status == 1)
    #expect(rebuilt.output == "the list was rebuilt: \(apps.count) apps\n")
    #expect(rebuilt.errors.contains("damaged, and left as it is: \(id)"))
    #expect(try await wisp.run(["ls", "--all", "--json"]).events.count == apps.count)
  }

  /// An object that is cut ends a command with a word about it; libgit2 by itself reads it for ever.
  @Test(.timeLimit(.minutes(3))) func aCutObjectIsNamed() async throws {
    let (wisp, _) = try await prepared()
    let app = try #require(try wisp.appFolders().first { $0.contains("/third-") })
    let folder = app + "/history.git/objects"
    // As a history of an earlier version has them.
    let script = """
      mv "$1"/pack "$2" && mkdir "$1"/pack || exit
      for pack in "$2"/*.pack; do git --git-dir "$1/.." unpack-objects -q < "$pack" || exit; done
      """
    let loose = try await WispProgram.run(
      "/bin/sh", ["-c", script, "sh", folder, wisp.folder + "/pack"],
      environment: wisp.environment, directory: wisp.folder)
    try #require(loose.status == 0, "\(loose.errors)")
    let objects = try #require(FileManager.default.enumerator(atPath: folder)?.allObjects)
      .compactMap { $0 as? String }.filter { $0.wholeMatch(of: /..\/[0-9a-f]{38}/) != nil }
    for object in objects {
      let file = folder + "/" + object
      chmod(file, 0o644)
      try #require(truncate(file, off_t(size(of: file) / 2)) == 0)
    }
    let id = URL(filePath: app).lastPathComponent
    let rebuilt = try await wisp.run(["doctor", "--rebuild"])
    #expect(rebuilt.status == 1)
    #expect(rebuilt.errors.contains("damaged, and left as it is: \(id)\n"), "\(rebuilt.errors)")
    for command in [["doctor", "--rebuild"], ["show", id], ["log", id], ["undo", id]] {
      let run = try await wisp.run(command)
      #expect(run.status == 1)
      #expect(run.errors.contains(" is damaged: its file was cut or changed."), "\(run.errors)")
      #expect(run.errors.contains("/apps/\(id)/history.git"), "\(run.errors)")
    }
  }

  @Test(arguments: [0, 4, 10_000]) func aCutProgramIsBuiltAgain(bytes: Int) async throws {
    let wisp = try WispProgram(["WISP_MODEL": "builtin"])
    let id = try await MadeApp.wordCount.copy(to: wisp)
    let programs = wisp.home + "/programs/\(id)"
    let tree = try #require(try FileManager.default.contentsOfDirectory(atPath: programs).first)
    let program = "\(programs)/\(tree)/build/debug/word-count"
    try #require(truncate(program, off_t(bytes)) == 0)
    let run = try await wisp.run(["run"], input: "a b a\n")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("2  a\n1  b\n"))
  }
}
