/// What a model is asked for.
package enum Stage: String, Codable, Sendable {
  case write
  case repair
  case tweak
}
