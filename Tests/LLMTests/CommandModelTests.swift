import Events
import Foundation
import Testing

@testable import LLM

/// Programs as models, run for real.
@Suite(.timeLimit(.minutes(1))) struct CommandModelTests {
  static func ask(
    _ command: String, environment: [String: String] = [:], request: ModelRequest = .sample
  ) async throws -> Outcome {
    let command = try #require(ModelCommand("command:" + command))
    let path = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
    return await Outcome(
      of: command.model(environment: path.merging(environment) { $1 }), request: request)
  }

  @Test func thePromptComesOnStandardInputAndTheReplyOnStandardOutput() async throws {
    let prompt = "You write Swift.\n\nSay hello.\n"
    #expect(
      try await Self.ask("cat")
        == Outcome(
          text: prompt,
          completion: Completion(
            ending: .complete, model: nil,
            usage: Usage(input: 8, cached: 0, output: 8, estimated: true))))
    let talk = ModelRequest(
      system: "s",
      messages: [
        Message(role: .user, text: "a"), Message(role: .assistant, text: "b"),
        Message(role: .user, text: "c"),
      ])
    #expect(
      try await Self.ask("cat", request: talk).text
        == "s\n\n=== user ===\n\na\n\n=== assistant ===\n\nb\n\n=== user ===\n\nc\n")
  }

  @Test func itHasTheUsersEnvironmentAndMayReadNothing() async throws {
    #expect(try await Self.ask("echo \"$A 👋\"", environment: ["A": "b"]).text == "b 👋\n")
  }

  @Test func charactersCutInTwoAndThinking() async throws {
    let outcome = try await Self.ask(
      #"printf '<think>\303'; sleep 0.05; printf '\244</think>\n\360\237'; sleep 0.05; printf '\221\213'"#
    )
    #expect(outcome.reasoning == "ä")
    #expect(outcome.text == "👋")
  }

  @Test(
    arguments: [
      ("true", ModelError.Kind.protocolError, "command:true answered nothing."),
      ("exec no-such-program", .unreachable, "command:exec could not be started"),
      (
        "echo half; echo \"bad $MY_KEY\" >&2; exit 3", .protocolError,
        "command:echo failed with status 3: “bad ***”."
      ),
      ("kill -9 $$", .protocolError, "command:kill was ended by signal 9."),
    ])
  func failures(_ command: String, kind: ModelError.Kind, message: String) async throws {
    let error = try await Self.ask(command, environment: ["MY_KEY": "very-secret"]).error
    #expect(error?.kind == kind)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test func aLongComplaintAndALongReplyDoNotBlockEachOther() async throws {
    let outcome = try await Self.ask("yes error | head -c 300000 >&2; yes reply | head -c 300000")
    #expect(outcome.text.utf8.count == 300_000)
    #expect(outcome.error == nil)
  }

  @Test func cancellingEndsTheProgramAndWhatItStarted() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/command \(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // The reply says who runs; the child of the shell would outlive a signal to the shell alone.
    let command = try #require(ModelCommand("command:sleep 1000 & echo $! $$; wait"))
    let model = command.model(environment: ["PATH": "/usr/bin:/bin"])
    let task = Task {
      for try await event in model.respond(to: .sample) {
        if case .text(let numbers) = event {
          return numbers.split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
        }
      }
      return []
    }
    let processes = try await task.value
    #expect(processes.count == 2)
    // They are killed by then, and gone as soon as the kernel comes to it; a zombie is waited for by
    // its parent.
    for process in processes {
      while !Self.isGone(process), !Task.isCancelled { await Task.yield() }
      #expect(Self.isGone(process))
    }
  }

  private static func isGone(_ process: pid_t) -> Bool {
    guard kill(process, 0) == 0 else { return true }
    let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return status.map { $0.contains(") Z ") } ?? true
  }
}
