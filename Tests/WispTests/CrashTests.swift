import Foundation
import TestSupport
import Testing

/// `wisp` killed with SIGKILL at random moments: the next command finds everything in order.
///
/// A dozen kills here; `make crash` does WISP_CRASHES=200.
@Suite(.serialized) struct CrashTests {
  private static let count =
    ProcessInfo.processInfo.environment["WISP_CRASHES"].flatMap { Int($0) } ?? 12

  @Test func nothingIsLostOrStuck() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "builtin"], name: "wisp crash")
    try await MadeApp.wordCount.copy(to: wisp)
    var random = Seeded(20)
    // What each command takes, in milliseconds: kills fall within it, and a little after.
    var durations: [String: Int] = [:]
    for number in 0..<Self.count {
      let command = Self.commands[number % Self.commands.count]
      if durations[command[0]] == nil {
        let start = ContinuousClock.now
        _ = try await wisp.run(command)
        durations[command[0]] = Int(start.duration(to: .now) / .milliseconds(1))
      }
      let limit = max(20, durations[command[0], default: 0] * 11 / 10)
      let moment = Int.random(in: 0...limit, using: &random)
      try await wisp.killed(command, after: .milliseconds(moment))
      try await wisp.expectOrder(after: "\(command) killed after \(moment) of \(limit) ms")
    }
  }

  private static let commands = [
    ["tweak", "--model", noteModel, "add a note"], ["fork"], ["keep"],
    ["new", "pretty-print json and query it by path"], ["discard"], ["undo"], ["restore"], ["redo"],
    ["new", "show the 20 most frequent words in a text"], ["discard"],
    ["tweak", "--model", noteModel, "add a note"], ["resume"], ["gc"],
  ]

  /// A model that answers with a file that is never the same twice.
  static let noteModel =
    "command:printf 'Sources/AppCore/Note.swift\\n```swift\\n// %s\\n```\\n' $(date +%N)"
}
