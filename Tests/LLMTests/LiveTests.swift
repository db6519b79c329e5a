import LoopbackModel
import Testing

@testable import LLM

@Suite struct LiveTests {
  @Test(arguments: API.allCases)
  func streamsAnAnswer(_ api: API) async throws {
    let server = try LoopbackModel.start(replies: [.text("Hello, 👋 wörld", chunk: 4)])
    defer { server.stop() }
    let outcome = await Outcome(of: api.model(at: server))
    #expect(
      outcome
        == Outcome(
          text: "Hello, 👋 wörld",
          completion: Completion(
            ending: .complete, model: "scripted",
            usage: Usage(input: 11, cached: 3, output: 7))))
  }
}
