/// Tokens of one call, or of several added up.
///
/// Two parts lie inside the whole: of all `input`, `cached` was read from the provider's cache and
/// `cacheWrites` was written into it, which are priced differently and never overlap; of all
/// `output`, `reasoning` was thinking, priced as output.
package struct Usage: Codable, Sendable, Equatable {
  package var input: Int
  package var cached: Int
  package var cacheWrites: Int
  package var output: Int
  package var reasoning: Int
  /// True if the server gave no numbers and these are estimated from sizes.
  package var estimated: Bool

  package init(
    input: Int, cached: Int, cacheWrites: Int = 0, output: Int, reasoning: Int = 0,
    estimated: Bool = false
  ) {
    self.input = input
    self.cached = cached
    self.cacheWrites = cacheWrites
    self.output = output
    self.reasoning = reasoning
    self.estimated = estimated
  }

  package static let zero = Usage(input: 0, cached: 0, output: 0)

  package static func + (a: Usage, b: Usage) -> Usage {
    Usage(
      input: a.input + b.input, cached: a.cached + b.cached,
      cacheWrites: a.cacheWrites + b.cacheWrites, output: a.output + b.output,
      reasoning: a.reasoning + b.reasoning, estimated: a.estimated || b.estimated)
  }
}

extension Usage {
  private enum CodingKeys: String, CodingKey {
    case input
    case cached
    case cacheWrites = "cache_writes"
    case output
    case reasoning
    case estimated
  }

  /// Reads counts; the two that journals and git notes of the first version lack are 0 there.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      input: try container.decode(Int.self, forKey: .input),
      cached: try container.decode(Int.self, forKey: .cached),
      cacheWrites: try container.decodeIfPresent(Int.self, forKey: .cacheWrites) ?? 0,
      output: try container.decode(Int.self, forKey: .output),
      reasoning: try container.decodeIfPresent(Int.self, forKey: .reasoning) ?? 0,
      estimated: try container.decode(Bool.self, forKey: .estimated))
  }
}
