/// What two versions of an app do on the same inputs.
package struct BehaviourCompared: Codable, Sendable, Equatable {
  /// One input on which they differ.
  package struct Difference: Codable, Sendable, Equatable {
    /// Whether the contract asks for it: the input is that of an example that is new or was changed, or made from one.
    package var isAsked: Bool
    package var before: MadeTrace
    package var after: MadeTrace

    enum CodingKeys: String, CodingKey {
      case isAsked = "asked"
      case before, after
    }

    package init(isAsked: Bool, before: MadeTrace, after: MadeTrace) {
      self.isAsked = isAsked
      self.before = before
      self.after = after
    }
  }

  /// The two commits.
  package var from: String
  package var to: String
  /// Inputs that both were run on.
  package var inputs: Int
  /// Those on which both gave the same.
  package var same: Int
  /// Those on which a version does not repeat itself, so that nothing can be said.
  package var varying: Int
  /// The others, those that nobody asked for first.
  package var differences: [Difference]

  package init(
    from: String, to: String, inputs: Int = 0, same: Int = 0, varying: Int = 0,
    differences: [Difference] = []
  ) {
    self.from = from
    self.to = to
    self.inputs = inputs
    self.same = same
    self.varying = varying
    self.differences = differences
  }

  /// How many differences the contract asks for.
  package var asked: Int { differences.count { $0.isAsked } }

  /// How many differences it does not ask for.
  package var unasked: Int { differences.count - asked }
}

extension BehaviourCompared: EventPayload {
  package static var name: String { "behaviour.compared" }
  package var event: Event { .behaviourCompared(self) }
}
