package import Events
package import Toolchain

extension Event {
  /// What a check reports, as an event of the session.
  package init(_ event: CheckEvent) {
    switch event {
    case .gateStarted(let gate): self = .gateStarted(GateStarted(gate: gate))
    case .diagnosticFound(let diagnostic): self = .diagnosticFound(diagnostic)
    case .gateFinished(let result): self = .gateFinished(GateFinished(result))
    case .failuresFound(let failures): self = .failuresFound(failures)
    case .tracesMade(let traces): self = .tracesMade(TracesMade(traces: traces))
    }
  }
}
