import LoopbackModel
import Testing

@testable import LLM

/// Answers without an end: no more of them is read than any answer may have, and they say so.
@Suite(.timeLimit(.minutes(1))) struct EndlessAnswerTests {
  private static let endless = String(repeating: "word", count: (5 << 20) / 4)
  private static let detail = "the answer is larger than 4 MiB"

  @Test(arguments: API.allCases) func text(_ api: API) async throws {
    let (outcome, requests) = try await LiveTests.run(api, .text(Self.endless, chunk: 8 << 10))
    #expect(outcome.completion?.ending == .tooLong)
    #expect(outcome.completion?.detail == Self.detail)
    #expect(outcome.text.utf8.count > 4 << 20)
    #expect(outcome.text.utf8.count < (4 << 20) + (256 << 10))
    #expect(requests.count == 1)
  }

  @Test(arguments: [API.messages, .chat]) func reasoning(_ api: API) async throws {
    let (outcome, _) = try await LiveTests.run(
      api, .text("a", chunk: 8 << 10, reasoning: Self.endless))
    #expect(outcome.completion?.ending == .tooLong)
    #expect(outcome.text.isEmpty)
  }

  @Test func envelopesWithoutText() async throws {
    var settings = TransportSettings()
    settings.answerLimit = 2 << 20
    let stream = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n"
    let (outcome, _) = try await LiveTests.run(
      .chat, .raw(Array(String(repeating: stream, count: 60_000).utf8)), settings: settings)
    #expect(outcome.completion?.ending == .tooLong)
    #expect(outcome.completion?.detail == "the answer is larger than 2 MiB")
  }

  /// One event, one line or one object that never ends is given up long before the whole limit.
  @Test(arguments: [
    (API.chat, "data: {\"a\":\""), (.chat, "{\"a\":\""), (.ollama, "{\"a\":\""),
    (.gemini, "data: 1\n\n{\n"),
    (.chat, "<html>"),
  ])
  func onePieceWithoutAnEnd(_ api: API, beginning: String) async throws {
    let body = beginning + String(repeating: "x", count: 9 << 20)
    let (outcome, requests) = try await LiveTests.run(api, .raw(Array(body.utf8)))
    #expect(outcome.error?.kind == .protocolError)
    #expect(outcome.error?.message.hasSuffix("is larger than 8 MiB.") == true)
    #expect(requests.count == 1)
  }

  /// White space before an answer might be the beginning of a thinking block, but not for ever.
  @Test func whiteSpaceIsText() {
    var splitter = ThinkTagSplitter()
    let blanks = String(repeating: " ", count: 100)
    let texts = (0..<20).map { _ in splitter.take(blanks).text.utf8.count }
    #expect(texts == Array(repeating: 0, count: 9) + [1_000] + Array(repeating: 100, count: 10))
  }

  @Test func aCommandThatNeverEnds() async throws {
    let outcome = try await CommandModelTests.ask("yes word")
    #expect(outcome.completion?.ending == .tooLong)
    #expect(outcome.completion?.detail == Self.detail)
    #expect(outcome.text.utf8.count < (4 << 20) + (128 << 10))
    #expect(outcome.error == nil)
  }
}
