import Catalog
import Foundation
// Makes many calls of a model at once, each counted, as sessions of `wisp` do:
//
//   call-load CATALOG CALLS TOKENS
//
// TOKENS is a limit that all processes on the catalog share. Prints one JSON object: how many calls were
// answered, how many met the limit, and the resident memory in kB before and after.
import Generation
import LLM

let arguments = CommandLine.arguments
guard arguments.count == 4, let count = Int(arguments[2]), let tokens = Int(arguments[3]) else {
  fatalError("call-load CATALOG CALLS TOKENS")
}

/// The resident memory of this process in kB.
func residentMemory() -> Int {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
  return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
}

let catalog = try Catalog(path: arguments[1])
let choice = try await ModelSelection.resolve(
  named: "anthropic/load", environment: ProcessInfo.processInfo.environment)
guard case .remote(let remote) = choice.backend else { fatalError("no remote model") }
let meter = Meter(
  ledger: catalog, prices: .current, app: "load",
  rules: [
    SpendingRule(
      limit: SpendingLimit(.tokens(tokens)), name: "the limit of the test", advice: { _ in "" })
  ], longestCall: 600)
let model = meter.metered(remote.model())
let request = ModelRequest(
  system: "Answer shortly.",
  messages: [Message(role: .user, text: String(repeating: "word ", count: 20))],
  maxOutputTokens: 400)

/// Makes one call: true where it was answered, false where it met the limit.
@Sendable nonisolated func call(_ model: any LanguageModel, _ request: ModelRequest) async throws
  -> Bool
{
  do {
    for try await event in model.respond(to: request) {
      if case .finished = event { return true }
    }
    fatalError("an answer without an end")
  } catch is LimitReached {
    return false
  }
}

/// Makes `count` calls at once; returns how many were answered.
nonisolated func calls(_ count: Int, _ model: any LanguageModel, _ request: ModelRequest)
  async throws -> Int
{
  try await withThrowingTaskGroup(of: Bool.self) { group in
    for _ in 0..<count { group.addTask { try await call(model, request) } }
    var answered = 0
    for try await isAnswered in group where isAnswered { answered += 1 }
    return answered
  }
}

let first = try await calls(1, model, request)
let before = residentMemory()
let answered = first + (try await calls(count - 1, model, request))
await meter.settled()
print(
  #"{"answered":\#(answered),"limited":\#(count - answered),"before":\#(before),"after":\#(residentMemory())}"#
)
