import Foundation
import Testing

@testable import LLM

/// Bodies of answers with status 200, each beside what a client must make of it.
///
/// `API.NAME.body` is the body, byte for byte; `API.NAME.json` what is expected. A new pair is a new
/// case. Answers are read as if the prompt had 400 bytes.
@Suite struct TranscriptTests {
  struct Reading: Codable, Equatable {
    var reasoning: String?
    var text: String?
    var ending: String?
    var detail: String?
    var model: String?
    var usage: Tokens?
    var error: String?

    struct Tokens: Codable, Equatable {
      var input: Int
      var cached: Int
      var written: Int?
      var output: Int
      var reasoning: Int?
      var estimated: Bool?
    }
  }

  static let folder = Bundle.module.resourceURL?.appending(path: "Transcripts")

  static let names: [String] = {
    let all = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path) }
    return (all ?? []).filter { $0.hasSuffix(".body") }.map { String($0.dropLast(5)) }.sorted()
  }()

  @Test func theFolderIsThere() { #expect(Self.names.count >= 80) }

  @Test(arguments: names)
  func readsTheSameInEveryChunking(_ name: String) throws {
    let folder = try #require(Self.folder)
    let body = try Data(contentsOf: folder.appending(path: name + ".body"))
    let expected = try JSONDecoder().decode(
      Reading.self, from: Data(contentsOf: folder.appending(path: name + ".json")))
    let api = try #require(API(rawValue: String(name.prefix { $0 != "." })))
    let wire = api.provider.wire
    for size in [1, 2, 7, 100, max(1, body.count)] {
      let reading = Self.read(Array(body), wire: wire, chunk: size)
      #expect(reading == expected, "in pieces of \(size) bytes")
    }
  }

  static func read(_ body: [UInt8], wire: any WireFormat, chunk: Int) -> Reading {
    var reader = AnswerReader(wire: wire, promptLength: 400)
    var text = ""
    var reasoning = ""
    func emit(_ event: ModelEvent) {
      switch event {
      case .text(let part): text += part
      case .reasoning(let part): reasoning += part
      case .retrying, .finished: Issue.record("not an event of an answer: \(event)")
      }
    }
    var completion: Completion?
    do throws(ExchangeFailure) {
      try reader.take(.head(HTTPHead(status: 200, headers: [:])), emit: emit)
      for start in stride(from: 0, to: body.count, by: chunk) where reader.answer.phase != .done {
        let piece = Array(body[start..<min(start + chunk, body.count)])
        try reader.take(.body(piece), emit: emit)
      }
      try reader.end(emit: emit)
      completion = reader.completion(outputLimit: nil)
    } catch {
      switch error {
      case .malformed(let quote):
        completion = reader.completion(cutBy: "malformed: \(quote)")
        if completion == nil { return Reading(error: "malformed: \(quote)") }
      default: return reading(of: error, text: text, reasoning: reasoning)
      }
    }
    return Reading(
      reasoning: reasoning.isEmpty ? nil : reasoning, text: text.isEmpty ? nil : text,
      ending: completion?.ending.rawValue, detail: completion?.detail, model: completion?.model,
      usage: completion.map {
        Reading.Tokens(
          input: $0.usage.input, cached: $0.usage.cached,
          written: $0.usage.cacheWrites == 0 ? nil : $0.usage.cacheWrites,
          output: $0.usage.output,
          reasoning: $0.usage.reasoning == 0 ? nil : $0.usage.reasoning,
          estimated: $0.usage.estimated ? true : nil)
      })
  }

  static func reading(of failure: ExchangeFailure, text: String, reasoning: String) -> Reading {
    let error =
      switch failure {
      case .problem(let problem, _): "\(problem.kind.rawValue): \(problem.message)"
      case .page(let title): "page: \(title)"
      case .unfinished(let empty): empty ? "unfinished, empty" : "unfinished"
      case .transport, .redirect, .malformed, .promptCut: "\(failure)"
      }
    return Reading(
      reasoning: reasoning.isEmpty ? nil : reasoning, text: text.isEmpty ? nil : text,
      error: error)
  }
}
