import Foundation
import TestSupport
import Testing

/// Commands on one app at the same time: none touches what another builds, checks or restores.
///
/// Each pair once here; in `make crowd` four commands at random for ten minutes (`WISP_CROWD_SECONDS`), in an
/// order that `WISP_SEED` repeats.
@Suite struct PairTests {
  /// Each group beside each, itself too, has each pair together once.
  private static let groups = [
    ["new", "undo", "run"], ["tweak", "fork", "run --open"], ["resume", "keep", "redo"],
    ["verify", "once", "discard"],
  ]

  private static let names = groups.flatMap(\.self)

  /// A home with one verified app of two versions, made once and copied for each pair.
  private static let base = Task {
    let wisp = try Self.program()
    let app = try await MadeApp.wordCount.copy(to: wisp)
    let tweak = try await wisp.run(["tweak", "--json", app, "say more in the README"])
    try #require(tweak.status == 0, "\(tweak.errors)\(tweak.output)")
    return (wisp: wisp, app: app)
  }

  /// Its model changes the README, each time to another one.
  private static func program() throws -> WispProgram {
    let folder = FileManager.default.temporaryDirectory.path + "/pair-model-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let script = folder + "/model.sh"
    try """
    cat >/dev/null
    printf 'README.md\\n```md\\n# Words\\n\\n%s\\n```\\n' "$(cat /proc/sys/kernel/random/uuid)"
    """.write(toFile: script, atomically: true, encoding: .utf8)
    return try WispProgram(["WISP_MODEL": "command:sh \(script)"], name: "wisp-pair")
  }

  @Test func leaveEachOtherAlone() async throws {
    let base = try await Self.base.value
    for first in Self.groups.indices {
      for second in first..<Self.groups.count {
        let picked = Self.groups[first] + Self.groups[second]
        let wisp = try WispProgram(
          ["WISP_MODEL": base.wisp.environment["WISP_MODEL"] ?? ""], name: "wisp-pair")
        try FileManager.default.copyItem(atPath: base.wisp.home, toPath: wisp.home)
        try await perform(picked, on: base.app, wisp)
        try await expectOrder(base.app, wisp, "\(picked)")
      }
    }
  }

  private func perform(_ names: [String], on app: String, _ wisp: WispProgram) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for name in names { group.addTask { try await perform(name, on: app, wisp) } }
      try await group.waitForAll()
    }
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["WISP_CROWD_SECONDS"] != nil, "see `make crowd`"))
  func atRandom() async throws {
    let environment = ProcessInfo.processInfo.environment
    let seconds = environment["WISP_CROWD_SECONDS"].flatMap { Double($0) }
    let seed = environment["WISP_SEED"].flatMap { UInt64($0) } ?? .random(in: 0..<1_000_000)
    print("WISP_SEED=\(seed)")
    let base = try await Self.base.value
    let wisp = try WispProgram(
      ["WISP_MODEL": base.wisp.environment["WISP_MODEL"] ?? ""], name: "wisp-pair")
    try FileManager.default.copyItem(atPath: base.wisp.home, toPath: wisp.home)
    var random = Seeded(seed)
    let end = ContinuousClock.now + .seconds(seconds ?? 0)
    repeat {
      // Four at once, so that a third meets what two have left half-way.
      let picked = (0..<4).map { _ in Self.names.randomElement(using: &random) ?? "run" }
      try await perform(picked, on: base.app, wisp)
      try await expectOrder(base.app, wisp, "\(picked), WISP_SEED=\(seed)", isThorough: true)
      if try await wisp.run(["show", base.app]).status != 0 {
        let restored = try await wisp.run(["restore", base.app])
        try #require(restored.status == 0, "\(restored.errors)")
      }
    } while ContinuousClock.now < end
  }

  /// What a command may say if it did not do its work: that another one was at it, or got there first.
  private static let excuses = [
    "Another wisp is working on", "Another wisp is building", "nothing to undo", "nothing to redo",
    "nothing was undone",
    "is in the trash", "There is no app", "are gone from", "nothing to resume", "could be any of",
    "the first version", "there is no Package.swift", "has no commit",
  ]

  private func perform(_ name: String, on app: String, _ wisp: WispProgram) async throws {
    let text = "show the 20 most frequent words in a text"
    let input = "a b a\n"
    let arguments: [String] =
      switch name {
      case "new": ["new", "--quiet", "--model", "builtin", "--name", "other", text]
      case "once": ["once", "--model", "builtin", text]
      case "tweak": ["tweak", "--quiet", app, "say more in the README"]
      case "verify": ["verify", wisp.home + "/apps/\(app)/tree"]
      case "run --open": ["run", "--open", app]
      default: [name, app]
      }
    let run = try await wisp.run(arguments, input: input)
    let said = "\(name): status \(run.status)\n\(run.output)\(run.errors)"
    if run.status == 0 {
      if ["run", "run --open", "once"].contains(name) {
        #expect(run.output == "2  a\n1  b\n\n3 words, 2 different\n", "\(said)")
      }
      if name == "verify" { #expect(run.output.contains("passed: "), "\(said)") }
    } else {
      #expect([1, 2].contains(run.status), "\(said)")
      #expect(Self.excuses.contains { run.errors.contains($0) }, "\(said)")
    }
  }

  /// Nothing is damaged or left over, and the app runs if it is there.
  private func expectOrder(
    _ app: String, _ wisp: WispProgram, _ comment: String, isThorough: Bool = false
  ) async throws {
    let files = FileManager.default
    let listed = try await wisp.run(["ls", "--all", "--json"])
    #expect(listed.status == 0, "\(comment) \(listed.errors)")
    // What a command that failed half-way has left marked was brought in order by that.
    #expect(try files.contentsOfDirectory(atPath: wisp.home + "/locks") == [], "\(comment)")
    if isThorough {
      let rebuilt = try await wisp.run(["doctor", "--rebuild"])
      #expect(rebuilt.status == 0, "\(comment) \(rebuilt.errors)")
      #expect(
        try await wisp.run(["ls", "--all", "--json"]).output == listed.output, "\(comment)")
    }
    let place = wisp.home + "/apps/" + app
    guard files.fileExists(atPath: place) else { return }
    let run = try await wisp.run(["run", app], input: "a b a\n")
    #expect(run.status == 0, "\(comment) \(run.errors)")
    #expect(run.output == "2  a\n1  b\n\n3 words, 2 different\n", "\(comment)")
    let checked = try await WispProgram.run(
      "/usr/bin/git", ["--git-dir", place + "/history.git", "fsck", "--strict"],
      environment: wisp.environment, directory: wisp.folder)
    #expect(checked.status == 0, "\(comment) \(checked.errors)\(checked.output)")
    for line in try String(contentsOfFile: place + "/journal.jsonl", encoding: .utf8)
      .split(separator: "\n")
    {
      #expect(
        (try? JSONSerialization.jsonObject(with: Data(line.utf8))) != nil, "\(comment) \(line)")
    }
  }
}
