/// What the runs of a check gave: the examples, and the examples with other input.
///
/// One event for a check, so that the journal is synced once.
package struct TracesMade: Codable, Sendable, Equatable {
  package var traces: [MadeTrace]

  package init(traces: [MadeTrace]) {
    self.traces = traces
  }
}

extension TracesMade: EventPayload {
  package static var name: String { "trace.made" }
  package var event: Event { .tracesMade(self) }
}
