/// Something is being prepared once (a template's build).
package struct Preparing: Codable, Sendable, Equatable {
  package var what: String
  /// How far it is; nil where it begins.
  package var step: Step?

  package struct Step: Codable, Sendable, Equatable {
    package var number: Int
    package var of: Int
    /// What is being done; nil at the end.
    package var text: String?

    package init(number: Int, of: Int, text: String? = nil) {
      self.number = number
      self.of = of
      self.text = text
    }

    /// Whether it is over.
    package var isLast: Bool { text == nil }
  }

  package init(what: String, step: Step? = nil) {
    self.what = what
    self.step = step
  }
}

extension Preparing: EventPayload {
  package static var name: String { "check.preparing" }
  package var event: Event { .preparing(self) }
  /// How far it is need not be kept.
  package var isJournaled: Bool { step == nil }
}

/// A gate began.
package struct GateStarted: Codable, Sendable, Equatable {
  package var gate: Gate

  package init(gate: Gate) {
    self.gate = gate
  }
}

extension GateStarted: EventPayload {
  package static var name: String { "gate.started" }
  package var event: Event { .gateStarted(self) }
}

/// A gate and how it went; its problems are told in events of their own.
package struct GateFinished: Codable, Sendable, Equatable {
  package var gate: Gate
  package var result: GateReport.Result
  package var milliseconds: Int
  /// One line on what happened, for the user: "8 tests", "no test ran", "2 of 3 examples failed".
  package var detail: String
  /// What the gate could not find out, one line each; nil for nothing.
  package var notes: [String]?

  private enum CodingKeys: String, CodingKey {
    case gate = "name"
    case result
    case milliseconds = "ms"
    case detail, notes
  }

  package init(_ result: GateResult) {
    gate = result.gate
    self.result = result.result
    milliseconds = result.milliseconds
    detail = result.detail
    notes = result.notes
  }
}

extension GateFinished: EventPayload {
  package static var name: String { "gate.finished" }
  package var event: Event { .gateFinished(self) }
}
