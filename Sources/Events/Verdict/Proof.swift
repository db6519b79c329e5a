/// What an app's examples prove beyond that they pass.
package struct Proof: Codable, Sendable, Equatable {
  /// Names of examples that the untouched starter passes too, so that they prove nothing; nil if they were not tried
  /// on it, since the contract was accepted before.
  package let vacuous: [String]?
  /// Names of examples whose output is the same for every other input.
  package let constant: [String]
  /// Whether that is held against the app; else it is only told, because it may be meant.
  package let isConstancyHeld: Bool

  package init(vacuous: [String]? = nil, constant: [String] = [], isConstancyHeld: Bool = false) {
    self.vacuous = vacuous
    self.constant = constant
    self.isConstancyHeld = isConstancyHeld
  }

  private enum CodingKeys: String, CodingKey {
    case vacuous, constant
    case isConstancyHeld = "constancy_held"
  }
}
