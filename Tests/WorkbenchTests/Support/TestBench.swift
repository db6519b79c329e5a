import Events
import Foundation
import Generation
import Synchronization
import Workbench

/// A workbench with a home of its own, a scripted model and a scripted person.
final class TestBench: Sendable {
  let folder: String
  let workbench: Workbench
  let model: ScriptedModel
  let asker: ScriptedAsker
  private let heard = Heard()

  private final class Heard: Sendable {
    let notices = Mutex<[Notice]>([])
    let events = Mutex<[Event]>([])
  }

  /// - Parameters:
  ///   - replies: What the model says, in order.
  ///   - answers: What the person says, in order.
  ///   - environment: Further variables.
  /// - Throws: If the folder cannot be made.
  init(
    replies: [String] = [], answers: [Consent] = [], environment: [String: String] = [:]
  ) throws {
    folder = FileManager.default.temporaryDirectory.path + "/workbench \(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    model = ScriptedModel(replies)
    asker = ScriptedAsker(answers)
    let own = ProcessInfo.processInfo.environment
    workbench = Workbench(
      environment: [
        "PATH": own["PATH"] ?? "/usr/bin:/bin", "HOME": folder, "WISP_HOME": folder + "/home",
        // Preparations are keyed by what they are made from, so all tests may share them.
        "XDG_CACHE_HOME": Self.products + "/test-cache", "LANG": "C.UTF-8",
      ].merging(environment) { $1 },
      executable: Self.products + "/wisp",
      model: ChosenModel(
        make: { [model] _ in model }, name: model.name, reason: "the test brings it"),
      asker: asker
    ) { [heard] notice in heard.notices.withLock { $0.append(notice) } }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// What was told beside results.
  var notices: [Notice] { heard.notices.withLock(\.self) }

  /// What happened in sessions.
  var events: [Event] { heard.events.withLock(\.self) }

  /// Runs a session to its end.
  func run(_ session: SessionRun) async throws -> SessionFinished {
    try await session.run { [heard] stamped in
      heard.events.withLock { $0.append(stamped.event) }
    }.outcome.finished
  }

  /// The folder of built programs, found from the running test program.
  private static let products: String = {
    let program =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    // `swift test` runs the bundle itself; a runner of the toolchain gets it as its argument.
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? program
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().path
  }()
}
