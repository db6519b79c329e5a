import Testing
import Workspace

@testable import Events
@testable import Generation

@Suite struct DecisionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var what: String
    var expected: Decision
    var elapsed = 1.0
    var change: @Sendable (inout Session) -> Void

    var testDescription: String { what }
  }

  static let failed = Verdict(outcome: .failed)
  static let passed = Verdict(outcome: .passed)

  static func attempt(_ iteration: Int, _ gate: Gate) -> Progress.Attempt {
    Progress.Attempt(
      iteration: iteration, changed: [],
      work: Work(tree: FileTree(), verdict: .failing(gate, "no")))
  }

  static let cases: [Case] = [
    Case(what: "a new session asks for the app", expected: .ask(.write)) { _ in },
    Case(what: "a tweak asks for the change", expected: .ask(.tweak)) {
      $0.request.kind = .tweak
      $0.work.verdict = passed
      $0.work.isFrozen = true
    },
    Case(what: "a rejected tweak is asked for again", expected: .ask(.tweak)) {
      $0.request.kind = .tweak
      $0.talk.rejections = 1
    },
    Case(what: "a failing app is repaired", expected: .ask(.repair)) {
      $0.spent.rounds = 1
      $0.work.verdict = failed
    },
    Case(what: "a passing app is verified", expected: .stop(.verified)) {
      $0.spent.rounds = 1
      $0.work.verdict = passed
      $0.work.isFrozen = true
    },
    Case(what: "passing without an accepted contract is not verified", expected: .ask(.repair)) {
      $0.spent.rounds = 1
      $0.work.verdict = passed
    },
    Case(what: "verified even in the last second", expected: .stop(.verified), elapsed: 601) {
      $0.spent.rounds = 1
      $0.work.verdict = passed
      $0.work.isFrozen = true
    },
    Case(what: "a resumed app that passes is done", expected: .stop(.verified)) {
      $0.request.kind = .resume
      $0.work.verdict = passed
      $0.work.isFrozen = true
    },
    Case(what: "a resumed app without a contract is written", expected: .ask(.write)) {
      $0.request.kind = .resume
    },
    Case(what: "a resumed failing app is repaired", expected: .ask(.repair)) {
      $0.request.kind = .resume
      $0.work.manifest = AppManifest(name: "a", summary: "", template: "filter")
      $0.work.verdict = failed
    },
    Case(what: "time is up", expected: .stop(.time), elapsed: 600) { $0.spent.rounds = 1 },
    Case(what: "rounds are used up", expected: .stop(.rounds)) { $0.spent.rounds = 6 },
    Case(what: "tokens are used up", expected: .stop(.budget)) {
      $0.spent.rounds = 1
      $0.request.limits.budget = .tokens(100)
      $0.spent.calls.usage = Usage(input: 90, cached: 0, output: 10)
    },
    Case(what: "dollars are left", expected: .ask(.repair)) {
      $0.spent.rounds = 1
      $0.request.limits.budget = .dollars(0.25)
      $0.spent.calls.costUSD = 0.24
    },
    Case(what: "dollars are used up", expected: .stop(.budget)) {
      $0.spent.rounds = 1
      $0.request.limits.budget = .dollars(0.25)
      $0.spent.calls.costUSD = 0.25
    },
    Case(what: "three replies in a row did not apply", expected: .stop(.refused)) {
      $0.talk.rejections = 3
    },
    Case(what: "the same failure three times", expected: .stop(.noProgress)) {
      $0.spent.rounds = 3
      $0.progress.fingerprints = ["a", "a", "a"]
    },
    Case(what: "the same failure twice may still be repaired", expected: .ask(.repair)) {
      $0.spent.rounds = 3
      $0.progress.fingerprints = ["b", "a", "a"]
    },
    Case(what: "two failures in turns", expected: .stop(.noProgress)) {
      $0.spent.rounds = 4
      $0.progress.fingerprints = ["a", "b", "a", "b"]
    },
    Case(what: "standing still, back to the best", expected: .goBack(attempt(1, .tests))) {
      $0.progress.add(attempt(1, .tests))
      for iteration in 2...4 { $0.progress.add(attempt(iteration, .compile)) }
      $0.talk.stronger = .waiting
    },
    Case(what: "then the stronger model at once", expected: .askStronger) {
      $0.progress.add(attempt(1, .tests))
      $0.progress.add(attempt(2, .compile))
      $0.progress.goBack(to: attempt(1, .tests))
      $0.talk.stronger = .waiting
    },
    Case(what: "nothing to go back to: the stronger model", expected: .askStronger) {
      $0.progress.fingerprints = ["a", "a", "a"]
      $0.talk.stronger = .waiting
    },
    Case(what: "the stronger model stands still, too", expected: .stop(.noProgress)) {
      $0.progress.fingerprints = ["a", "a", "a"]
      $0.talk.stronger = .asked
    },
  ]

  @Test(arguments: cases) func decides(_ example: Case) {
    var session = Session(
      request: Request(kind: .new, text: "count words"), tree: FileTree(), iteration: 0)
    example.change(&session)
    #expect(Decision(session, elapsed: example.elapsed) == example.expected)
  }
}
