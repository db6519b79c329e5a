import Foundation
import LoopbackModel
import Synchronization
import Testing

/// An app that a session made once, in a home that tests copy: a test of what comes after a session needs none
/// of its own.
struct MadeApp: Sendable {
  /// What the session said.
  let run: WispProgram.Run
  let id: String
  private let home: String

  /// The words that are counted in all examples, by the built-in model.
  static var wordCount: MadeApp {
    get async throws { try await builtin("show the 20 most frequent words in a text") }
  }

  /// What the built-in model makes of a description.
  static func builtin(_ description: String, name: String? = nil) async throws -> MadeApp {
    let options = name.map { ["--name", $0] } ?? []
    return try await once(key: "\(options) \(description)") { wisp in
      try await wisp.run(["new", "--model", "builtin"] + options + [description])
    }
  }

  /// What a model's only reply makes.
  static func model(_ reply: String, _ description: String) async throws -> MadeApp {
    try await once(key: reply) { wisp in
      let server = try LoopbackModel.start(replies: [.text(reply, chunk: 500)])
      defer { server.stop() }
      return try await wisp.run(
        ["new", "--model", "anthropic/m", description],
        environment: ModelFailureTests.environment(server.baseURL))
    }
  }

  /// A filter that prints its lines in capitals, with `--mark` and an exclamation mark.
  static var shout: MadeApp {
    get async throws { try await model(shoutReply, "turn lines into capitals") }
  }

  static var shoutReply: String {
    get throws {
      try InterruptTests.reply("repaired/1.md").replacing(
        "write(line.shouted())", with: "write(line.uppercased() + (options.mark ? \"!\" : \"\"))")
    }
  }

  /// Does what its input says.
  static var probe: MadeApp {
    get async throws { try await model(ProbeApp.reply(), "obey its input") }
  }

  private struct Made {
    var sessions: [String: Task<MadeApp, any Error>] = [:]
    /// Removed when the tests end.
    var folders: [String] = []
  }

  private static let made = Mutex(Made())

  private static func once(
    key: String, session: @escaping @Sendable (WispProgram) async throws -> WispProgram.Run
  ) async throws -> MadeApp {
    let task = made.withLock { made in
      if made.sessions.isEmpty { atexit { MadeApp.removeFolders() } }
      let task =
        made.sessions[key]
        ?? Task {
          let wisp = try WispProgram(name: "wisp-made")
          let run = try await session(wisp)
          try #require(run.status == 0, "\(run.output)\(run.errors)")
          let id = try #require(
            try FileManager.default.contentsOfDirectory(atPath: wisp.home + "/apps")
              .first { !$0.hasPrefix(".") })
          // The program's own folder goes with it.
          let home = FileManager.default.temporaryDirectory.path + "/wisp-made-\(UUID().uuidString)"
          Self.made.withLock { $0.folders.append(home) }
          try FileManager.default.moveItem(atPath: wisp.home, toPath: home)
          return MadeApp(run: run, id: id, home: home)
        }
      made.sessions[key] = task
      return task
    }
    return try await task.value
  }

  private static func removeFolders() {
    for folder in made.withLock({ $0.folders }) {
      try? FileManager.default.removeItem(atPath: folder)
    }
  }

  /// Makes a copy the home of a program that has none yet.
  ///
  /// - Returns: The app's id.
  @discardableResult
  func copy(to wisp: WispProgram) throws -> String {
    try FileManager.default.copyItem(atPath: home, toPath: wisp.home)
    return id
  }
}
