/// What an event carries: it knows the event's name, and whether the journal keeps it.
package protocol EventPayload: Codable, Sendable, Equatable {
  /// The dotted name of the contract.
  static var name: String { get }
  /// The event that carries it.
  var event: Event { get }
  /// Whether the journal keeps it; pieces of a stream are not kept, since the whole reply is.
  var isJournaled: Bool { get }
}

extension EventPayload {
  package var isJournaled: Bool { true }
}
