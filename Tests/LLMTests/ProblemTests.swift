import Foundation
import Testing

@testable import LLM

@Suite struct ProblemTests {
  struct Case: Sendable {
    var status: Int
    var body: String
    var kind: ModelError.Kind
    var message: String
    var isTransient = false
  }

  static let cases = [
    Case(
      status: 401,
      body: #"{"type":"error","error":{"type":"authentication_error","message":"invalid"}}"#,
      kind: .badKey, message: "invalid"),
    Case(
      status: 429,
      body: #"{"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}"#,
      kind: .rateLimit, message: "slow down", isTransient: true),
    Case(
      status: 429,
      body:
        #"{"error":{"type":"rate_limit_error","message":"cap","details":{"error_code":"enforced_spend_limit_reached"}}}"#,
      kind: .noCredit, message: "cap"),
    Case(
      status: 429,
      body: #"{"error":{"type":"insufficient_quota","code":"insufficient_quota","message":"pay"}}"#,
      kind: .noCredit, message: "pay"),
    Case(
      status: 400,
      body:
        #"{"error":{"type":"invalid_request_error","message":"Your credit balance is too low"}}"#,
      kind: .noCredit, message: "Your credit balance is too low"),
    Case(
      status: 400, body: #"{"error":{"code":"context_length_exceeded","message":"long"}}"#,
      kind: .contextTooLong, message: "long"),
    Case(
      status: 400,
      body:
        #"{"error":{"type":"invalid_request_error","message":"prompt is too long: 9 > 8 maximum"}}"#,
      kind: .contextTooLong, message: "prompt is too long: 9 > 8 maximum"),
    Case(
      status: 400,
      body:
        #"{"error":{"code":400,"type":"exceed_context_size_error","message":"m","n_ctx":512}}"#,
      kind: .contextTooLong, message: "m"),
    Case(
      status: 400, body: #"{"error":{"code":"content_policy_violation","message":"no"}}"#,
      kind: .refused, message: "no"),
    Case(
      status: 404, body: #"{"error":"model 'x' not found"}"#, kind: .unknownModel,
      message: "model 'x' not found"),
    Case(
      status: 400, body: #"{"type":"error","error":{"type":"api_error","message":"bad field"}}"#,
      kind: .protocolError, message: "bad field"),
    Case(
      status: 429, body: #"{"error":{"type":"api_error","message":"wait"}}"#, kind: .rateLimit,
      message: "wait", isTransient: true),
    Case(
      status: 500, body: #"{"error":{"type":"api_error","message":"broken"}}"#, kind: .overloaded,
      message: "broken", isTransient: true),
    Case(
      status: 422, body: #"{"detail":[{"loc":["body"],"msg":"Field required"}]}"#,
      kind: .protocolError, message: "Field required"),
    Case(status: 422, body: #"{"detail":"nope"}"#, kind: .protocolError, message: "nope"),
    Case(
      status: 500, body: #"{"error":{"code":500,"type":"server_error","message":"oops"}}"#,
      kind: .overloaded, message: "oops", isTransient: true),
    Case(
      status: 500,
      body:
        #"{"error":{"code":500,"type":"server_error","message":"[json.exception.parse_error.101] x"}}"#,
      kind: .protocolError, message: "[json.exception.parse_error.101] x"),
    Case(
      status: 503,
      body: #"{"error":{"message":"Loading model","type":"unavailable_error","code":503}}"#,
      kind: .overloaded, message: "Loading model", isTransient: true),
    Case(
      status: 500,
      body: "data: {\"error\":{\"message\":\"broken\",\"code\":\"500\"}}\n\ndata: [DONE]\n\n",
      kind: .overloaded, message: "broken", isTransient: true),
    Case(
      status: 502,
      body: "<html>\n<head><title>502 Bad\n Gateway</title></head><body>x</body></html>",
      kind: .overloaded, message: "502 Bad Gateway", isTransient: true),
    Case(
      status: 413, body: "<center><H1>413 Too Large</H1></center>", kind: .contextTooLong,
      message: "413 Too Large"),
    Case(
      status: 500, body: "Internal  Server\nError", kind: .overloaded,
      message: "Internal Server Error", isTransient: true),
    Case(status: 529, body: "", kind: .overloaded, message: "", isTransient: true),
    Case(status: 504, body: "", kind: .timedOut, message: "", isTransient: true),
    Case(status: 400, body: "[]", kind: .protocolError, message: "[]"),
    Case(status: 418, body: "null", kind: .protocolError, message: "null"),
  ]

  @Test(arguments: cases)
  func read(_ sample: Case) {
    let problem = ProviderProblem(status: sample.status, body: sample.body)
    #expect(problem.kind == sample.kind)
    #expect(problem.message == sample.message)
    #expect(problem.isTransient == sample.isTransient)
  }

  @Test(
    arguments: [
      ([:], nil), (["retry-after": "7"], 7), (["retry-after": "0.5"], 0.5),
      (["retry-after": "7", "retry-after-ms": "1500"], 1.5), (["retry-after": "soon"], nil),
      (["retry-after": "-1"], nil),
      (["retry-after": "Mon, 23 Nov 2026 12:00:30 GMT"], 30),
      (["retry-after": "Mon, 23 Nov 2026 11:00:00 GMT"], 0),
    ] as [([String: String], Double?)])
  func askedWaits(_ headers: [String: String], seconds: Double?) throws {
    let now = Date(timeIntervalSince1970: 1_795_435_200)
    #expect(RetryPolicy.askedWait(headers, now: now) == seconds)
  }

  @Test func chosenWaitsGrowAndAreShortened() {
    let failure = ExchangeFailure.problem(
      ProviderProblem(status: 529, message: ""), headers: [:])
    let policy = RetryPolicy(attempts: 9)
    let waits = (1...4).map { policy.decide(after: failure, attempt: $0, jitter: 0) }
    #expect(waits == [.again(after: 0.5), .again(after: 1), .again(after: 2), .no])
    #expect(policy.decide(after: failure, attempt: 1, jitter: 1) == .again(after: 0.375))
  }

  @Test(arguments: [
    (TransportFailure.Kind.cannotResolve, 2), (.cannotConnect, 2), (.connectTimedOut, 2),
    (.tls, 2), (.noAnswer, 1), (.certificate, 0), (.proxyRefused(status: 407), 0), (.cut, 0),
    (.silent(seconds: 300, first: true), 0), (.tooLarge(limit: 1), 0),
  ])
  func repeatsOfTransportFailures(_ kind: TransportFailure.Kind, repeats: Int) {
    let failure = ExchangeFailure.transport(TransportFailure(kind: kind, detail: ""))
    let decisions = (1...3).map {
      RetryPolicy().decide(after: failure, attempt: $0, jitter: 0) != .no
    }
    #expect(decisions == [repeats >= 1, repeats >= 2, false])
  }
}
