package import Foundation
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
    event = try Event(named: container.decode(String.self, forKey: .event), from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.version, forKey: .version)
    try container.encode(event.name, forKey: .event)
    try container.encode(at, forKey: .at)
    try event.payload.encode(to: encoder)
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
  /// The event that a line of JSON holds, by its name.
  fileprivate init(named name: String, from decoder: any Decoder) throws {
    guard let type = Self.payloads.first(where: { $0.name == name }) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "unknown event \(name)"))
    }
    self = try type.init(from: decoder).event
  }
}

extension JSONEncoder.DateEncodingStrategy {
  /// A moment as `2026-11-30T16:50:00.123Z`.
  package static var iso8601WithMilliseconds: Self {
    .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    }
  }
}

extension JSONDecoder.DateDecodingStrategy {
  /// A moment as `2026-11-30T16:50:00.123Z`.
  package static var iso8601WithMilliseconds: Self {
    .custom { decoder in
      let text = try decoder.singleValueContainer().decode(String.self)
      return try Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)
    }
  }
}
