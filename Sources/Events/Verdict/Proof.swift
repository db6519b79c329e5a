/// What an app's examples prove beyond that they pass.
package struct Proof: Codable, Sendable, Equatable {
  /// Names of examples that the untouched starter passes too, so that they prove nothing; nil if they were not tried
  /// on it, since the contract was accepted before.
  package let vacuous: [String]?
  /// Names of examples whose output is the same for every other input.
  package let constant: [String]
  /// Whether that is held against the app; else it is only told, because it may be meant.
  package let isConstancyHeld: Bool
  /// Names of examples whose result was another one when they, or one with other input, were run again.
  package let unsteady: [String]
  /// Where the sources read the clock first, "Sources/AppCore/Clock.swift:12"; nil if they do not, or may.
  package let clock: String?

  package init(
    vacuous: [String]? = nil, constant: [String] = [], isConstancyHeld: Bool = false,
    unsteady: [String] = [], clock: String? = nil
  ) {
    self.vacuous = vacuous
    self.constant = constant
    self.isConstancyHeld = isConstancyHeld
    self.unsteady = unsteady
    self.clock = clock
  }

  private enum CodingKeys: String, CodingKey {
    case vacuous, constant
    case isConstancyHeld = "constancy_held"
    case unsteady, clock
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      vacuous: try fields.decodeIfPresent([String].self, forKey: .vacuous),
      constant: try fields.decode([String].self, forKey: .constant),
      isConstancyHeld: try fields.decode(Bool.self, forKey: .isConstancyHeld),
      // Verdicts from before have none.
      unsteady: try fields.decodeIfPresent([String].self, forKey: .unsteady) ?? [],
      clock: try fields.decodeIfPresent(String.self, forKey: .clock))
  }
}
