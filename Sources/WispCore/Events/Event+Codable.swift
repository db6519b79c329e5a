package import Foundation
import LLM
import Toolchain
import Workspace

/// An event with the moment it happened, as it is written to the journal and to `--json`.
package struct StampedEvent: Codable, Sendable, Equatable {
  /// The version of the format.
  package static let version = 1

  package var at: Date
  package var event: Event

  package init(at: Date, event: Event) {
    self.at = at
    self.event = event
  }

  private enum CodingKeys: String, CodingKey {
    case version = "v"
    case event
    case at
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    at = try container.decode(Date.self, forKey: .at)
    let name = try container.decode(String.self, forKey: .event)
    guard let kind = Event.Name(rawValue: name) else {
      throw DecodingError.dataCorruptedError(
        forKey: .event, in: container, debugDescription: "unknown event \(name)")
    }
    event = try Event(kind, from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.version, forKey: .version)
    try container.encode(event.name.rawValue, forKey: .event)
    try container.encode(at, forKey: .at)
    try event.encodePayload(to: encoder)
  }

  /// The event as one line of JSON, without the line end; characters that hide are escaped.
  package func line() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601WithMilliseconds
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    return try PlainJSON.escaped(Array(encoder.encode(self)))
  }

  /// Reads one line of JSON.
  package init(line: some Sequence<UInt8>) throws {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601WithMilliseconds
    self = try decoder.decode(Self.self, from: Data(line))
  }
}

extension Event {
  /// The dotted names of the contract.
  package enum Name: String, Sendable, CaseIterable {
    case sessionStarted = "session.started"
    case iterationStarted = "iteration.started"
    case modelDelta = "model.delta"
    case modelRetrying = "model.retrying"
    case modelFinished = "model.finished"
    case replyReceived = "reply.received"
    case fileStreaming = "file.streaming"
    case fileBroken = "file.broken"
    case contractProposed = "contract.proposed"
    case contractChanged = "contract.changed"
    case contractKept = "contract.kept"
    case replyRejected = "reply.rejected"
    case replyNoted = "reply.noted"
    case filesChanged = "files.changed"
    case preparing = "check.preparing"
    case gateStarted = "gate.started"
    case diagnosticFound = "diagnostic.found"
    case gateFinished = "gate.finished"
    case failuresFound = "failures.found"
    case commitCreated = "commit.created"
    case sessionFinished = "session.finished"
  }

  /// The event's name.
  package var name: Name {
    switch self {
    case .sessionStarted: .sessionStarted
    case .iterationStarted: .iterationStarted
    case .modelDelta: .modelDelta
    case .modelRetrying: .modelRetrying
    case .modelFinished: .modelFinished
    case .replyReceived: .replyReceived
    case .fileStreaming: .fileStreaming
    case .fileBroken: .fileBroken
    case .contractProposed: .contractProposed
    case .contractChanged: .contractChanged
    case .contractKept: .contractKept
    case .replyRejected: .replyRejected
    case .replyNoted: .replyNoted
    case .filesChanged: .filesChanged
    case .preparing: .preparing
    case .gateStarted: .gateStarted
    case .diagnosticFound: .diagnosticFound
    case .gateFinished: .gateFinished
    case .failuresFound: .failuresFound
    case .commitCreated: .commitCreated
    case .sessionFinished: .sessionFinished
    }
  }

  /// Whether the journal keeps it.
  ///
  /// Pieces of a stream are not kept: the whole reply is.
  package var isJournaled: Bool {
    switch self {
    case .modelDelta, .fileStreaming, .fileBroken: false
    case .preparing(let preparing): preparing.step == nil
    default: true
    }
  }

  fileprivate init(_ name: Name, from decoder: any Decoder) throws {
    switch name {
    case .sessionStarted: self = .sessionStarted(try SessionStarted(from: decoder))
    case .iterationStarted: self = .iterationStarted(try IterationStarted(from: decoder))
    case .modelDelta: self = .modelDelta(try ModelDelta(from: decoder))
    case .modelRetrying: self = .modelRetrying(try ModelRetrying(from: decoder))
    case .modelFinished: self = .modelFinished(try ModelFinished(from: decoder))
    case .replyReceived: self = .replyReceived(try ReplyReceived(from: decoder))
    case .fileStreaming: self = .fileStreaming(try FileStreaming(from: decoder))
    case .fileBroken: self = .fileBroken(try FileBroken(from: decoder))
    case .contractProposed: self = .contractProposed(try ContractProposed(from: decoder))
    case .contractChanged: self = .contractChanged(try ContractChange(from: decoder))
    case .contractKept: self = .contractKept(try ContractKept(from: decoder))
    case .replyRejected: self = .replyRejected(try ReplyRejected(from: decoder))
    case .replyNoted: self = .replyNoted(try ReplyNoted(from: decoder))
    case .filesChanged: self = .filesChanged(try FilesChanged(from: decoder))
    case .preparing: self = .preparing(try Preparing(from: decoder))
    case .gateStarted: self = .gateStarted(try GateStarted(from: decoder))
    case .diagnosticFound: self = .diagnosticFound(try Diagnostic(from: decoder))
    case .gateFinished: self = .gateFinished(try GateFinished(from: decoder))
    case .failuresFound: self = .failuresFound(try CheckFailures(from: decoder))
    case .commitCreated: self = .commitCreated(try CommitCreated(from: decoder))
    case .sessionFinished: self = .sessionFinished(try SessionFinished(from: decoder))
    }
  }

  fileprivate func encodePayload(to encoder: any Encoder) throws {
    switch self {
    case .sessionStarted(let payload): try payload.encode(to: encoder)
    case .iterationStarted(let payload): try payload.encode(to: encoder)
    case .modelDelta(let payload): try payload.encode(to: encoder)
    case .modelRetrying(let payload): try payload.encode(to: encoder)
    case .modelFinished(let payload): try payload.encode(to: encoder)
    case .replyReceived(let payload): try payload.encode(to: encoder)
    case .fileStreaming(let payload): try payload.encode(to: encoder)
    case .fileBroken(let payload): try payload.encode(to: encoder)
    case .contractProposed(let payload): try payload.encode(to: encoder)
    case .contractChanged(let payload): try payload.encode(to: encoder)
    case .contractKept(let payload): try payload.encode(to: encoder)
    case .replyRejected(let payload): try payload.encode(to: encoder)
    case .replyNoted(let payload): try payload.encode(to: encoder)
    case .filesChanged(let payload): try payload.encode(to: encoder)
    case .preparing(let payload): try payload.encode(to: encoder)
    case .gateStarted(let payload): try payload.encode(to: encoder)
    case .diagnosticFound(let payload): try payload.encode(to: encoder)
    case .gateFinished(let payload): try payload.encode(to: encoder)
    case .failuresFound(let payload): try payload.encode(to: encoder)
    case .commitCreated(let payload): try payload.encode(to: encoder)
    case .sessionFinished(let payload): try payload.encode(to: encoder)
    }
  }
}

extension JSONEncoder.DateEncodingStrategy {
  static var iso8601WithMilliseconds: Self {
    .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    }
  }
}

extension JSONDecoder.DateDecodingStrategy {
  static var iso8601WithMilliseconds: Self {
    .custom { decoder in
      let text = try decoder.singleValueContainer().decode(String.self)
      return try Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)
    }
  }
}
