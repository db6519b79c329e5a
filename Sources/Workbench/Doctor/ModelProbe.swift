import Foundation
import Generation
package import LLM
import Replies
import Workspace

/// One tiny request to a model, and what its answer shows: `wisp doctor --model`.
package struct ModelProbe: Sendable {
  /// Asks for one small file in the reply format.
  static let request = ModelRequest(
    system:
      "Reply with files only. For each file: its path on a line of its own, then the complete file in"
      + " a fenced block.",
    messages: [
      Message(role: .user, text: "Write one file, hello.txt, that holds one line: hello")
    ],
    maxOutputTokens: 2000)

  private var text = ""
  private var pieces = 0
  private var firstWord: Double?
  private var lastWord = 0.0
  private var seconds = 0.0
  private var requests = 1
  private var completion: Completion?

  /// Sends the request and reads the whole answer.
  ///
  /// - Throws: `ModelError` where none comes.
  package init(of model: any LanguageModel) async throws {
    let started = ContinuousClock.now
    for try await event in model.respond(to: Self.request) {
      switch event {
      case .text(let piece):
        text += piece
        pieces += 1
        lastWord = started.elapsedSeconds
        firstWord = firstWord ?? lastWord
      case .reasoning: firstWord = firstWord ?? started.elapsedSeconds
      case .retrying: requests += 1
      case .finished(let end): completion = end
      }
    }
    seconds = started.elapsedSeconds
    try Task.checkCancellation()
  }

  /// What was seen, one line each.
  package var findings: [Finding] {
    [
      .init(check: "model: latency", passed: true, detail: latency),
      .init(check: "model: streaming", passed: true, detail: streaming),
      .init(check: "model: token counts", passed: true, detail: counts),
      .init(check: "model: reply format", passed: keepsFormat, detail: format),
    ]
  }

  private var latency: String {
    let first = firstWord.map { String(format: "first word after %.2f s, ", $0) } ?? ""
    return first + String(format: "whole answer after %.2f s", seconds)
      + (requests > 1 ? ", \(requests) requests" : "")
  }

  private var streaming: String {
    pieces > 1
      ? String(format: "%d pieces over %.2f s", pieces, lastWord - (firstWord ?? lastWord))
      : "the answer came in one piece"
  }

  private var counts: String {
    guard let usage = completion?.usage else { return "none" }
    if usage.estimated { return "not reported: wisp estimates them, and costs with them" }
    return "\(usage.input) in (\(usage.cached) from the cache, \(usage.cacheWrites) into it), "
      + "\(usage.output) out (\(usage.reasoning) of thinking)"
  }

  private var keepsFormat: Bool {
    guard let path = try? SafePath("hello.txt") else { return false }
    var reader = ReplyReader(tree: FileTree())
    _ = reader.feed(text.utf8)
    let reply = reader.finish(completion?.ending == .truncated ? .cut : .complete)
    guard reply.errors.isEmpty, reply.edits.count == 1,
      case .write(path, let bytes)? = reply.edits.first
    else { return false }
    return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
      == "hello"
  }

  private var format: String {
    keepsFormat
      ? "kept: one file, as asked for"
      : "not kept; it answered: " + printable(String(text.prefix(200)))
        + (completion?.detail.map { " (\(printable($0)))" } ?? "")
  }
}

/// One thing that `wisp doctor` tried.
package struct Finding: Encodable, Sendable, Equatable {
  package var check: String
  package var passed: Bool
  package var detail: String

  package init(check: String, passed: Bool, detail: String) {
    self.check = check
    self.passed = passed
    self.detail = detail
  }
}
