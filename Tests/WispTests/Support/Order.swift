import Foundation
import Testing

/// What must hold after anything that has happened to a `wisp` or its disk.
extension WispProgram {
  /// The next command works; no lock is left; the list is what a rebuild gives; every history is sound,
  /// every tree is its newest commit, and whatever was announced as committed is there.
  ///
  /// - Parameters:
  ///   - what: What has happened.
  ///   - announced: Commits that were announced, besides those in the journals.
  /// - Returns: The list.
  /// - Throws: What running `wisp` or git throws.
  @discardableResult
  func expectOrder(after what: String, announced: Set<String> = []) async throws -> String {
    let comment = Comment(rawValue: what)
    let list = try await run(["ls", "--all", "--json"])
    #expect(list.status == 0, comment)
    #expect(try FileManager.default.contentsOfDirectory(atPath: home + "/locks") == [], comment)
    #expect(try runMarks() == [], comment)
    var missing = announced
    for app in try appFolders() {
      try expectOrder(app: app, comment)
      missing.formUnion(Self.announced(in: app))
      try missing.subtract(git(app, ["rev-list", "--all"]).split(separator: "\n").map(String.init))
    }
    #expect(missing == [], comment)
    let rebuilt = try await run(["doctor", "--rebuild"])
    #expect(rebuilt.status == 0, "\(what): \(rebuilt.errors)")
    #expect(try await run(["ls", "--all", "--json"]).output == list.output, comment)
    return list.output
  }

  /// The files that say that an app is running, or that nobody has seen yet to what it left.
  func runMarks() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: home + "/runs").filter {
      !$0.hasPrefix(".lock")
    }
  }

  /// The folders of all apps, those in the trash too.
  func appFolders() throws -> [String] {
    try ["apps", "trash"].flatMap { folder in
      try FileManager.default.contentsOfDirectory(atPath: "\(home)/\(folder)").sorted()
        .filter { !$0.hasPrefix(".") }.map { "\(home)/\(folder)/\($0)" }
    }
  }

  /// The commits that an app's journal tells of.
  static func announced(in app: String) -> Set<String> {
    let journal = FileManager.default.contents(atPath: app + "/journal.jsonl") ?? Data()
    return Set(
      journal.split(separator: 0x0A).compactMap { line in
        guard let event = try? JSONSerialization.jsonObject(with: line) as? [String: Any],
          event["event"] as? String == "commit.created"
        else { return nil }
        return event["id"] as? String
      })
  }

  private func expectOrder(app: String, _ comment: Comment) throws {
    // That of another app would be checked, too.
    try? FileManager.default.removeItem(atPath: folder + "/order.index")
    for arguments in [
      ["fsck", "--strict", "--no-dangling"], ["read-tree", "main"], ["status", "--porcelain"],
    ] {
      let said = try git(app, arguments)
      #expect(said == "", comment)
    }
    let files = FileManager.default.enumerator(atPath: app + "/history.git")?.allObjects
    let locks = (files as? [String] ?? []).filter { $0.hasSuffix(".lock") && $0 != "wisp.lock" }
    #expect(locks.isEmpty, comment)
  }

  /// What git prints for an app's history and tree, and its exit code where that is not 0.
  private func git(_ app: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
    process.arguments =
      ["-c", "core.bare=false", "--git-dir", app + "/history.git", "--work-tree", app + "/tree"]
      + arguments
    process.environment = [
      "GIT_INDEX_FILE": folder + "/order.index", "HOME": "/nonexistent", "PATH": "/usr/bin",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
      + (process.terminationStatus == 0 ? "" : "exit \(process.terminationStatus)")
  }
}
