import Events
import LLM

/// Requests and replies since the last commit; becomes a git note of the next one.
struct Exchange: Codable, Sendable {
  struct Turn: Codable, Sendable {
    var request: ModelRequest
    var reply: String
    var finished: ModelFinished
  }

  var turns: [Turn] = []

  var tokens: Int { turns.reduce(0) { $0 + $1.finished.usage.input + $1.finished.usage.output } }
  var seconds: Double { turns.reduce(0) { $0 + $1.finished.seconds } }
}
