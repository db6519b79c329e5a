import Events
import Foundation
import LLM

/// One line of a recording, an object whose `line` says what it is.
enum RecordingLine: Codable {
  case recording(RecordedSession.Header)
  case start(RecordedSession.Start)
  case call(ModelRequest)
  case exchange(RecordedExchange)
  case answer(RecordedAnswer)
  case permission(Bool)
  case event(StampedEvent)
  case end(RecordedSession.End)

  private enum Name: String, Codable {
    case recording, start, call, exchange, answer, permission, event, end
  }

  private enum CodingKeys: CodingKey {
    case line
    case value
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>() throws -> Value {
      try container.decode(Value.self, forKey: .value)
    }
    self =
      switch try container.decode(Name.self, forKey: .line) {
      case .recording: .recording(try RecordedSession.Header(from: decoder))
      case .start: .start(try value())
      case .call: .call(try value())
      case .exchange: .exchange(try value())
      case .answer: .answer(try value())
      case .permission: .permission(try value())
      case .event: .event(try value())
      case .end: .end(try value())
      }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    func put(_ name: Name, _ value: some Encodable) throws {
      try container.encode(name, forKey: .line)
      try container.encode(value, forKey: .value)
    }
    switch self {
    case .recording(let header):
      try container.encode(Name.recording, forKey: .line)
      try header.encode(to: encoder)
    case .start(let start): try put(.start, start)
    case .call(let request): try put(.call, request)
    case .exchange(let exchange): try put(.exchange, exchange)
    case .answer(let answer): try put(.answer, answer)
    case .permission(let allowed): try put(.permission, allowed)
    case .event(let event): try put(.event, event)
    case .end(let end): try put(.end, end)
    }
  }

  /// The line as bytes, without its end.
  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601WithMilliseconds
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    return try Array(encoder.encode(self))
  }

  init(bytes: some Sequence<UInt8>) throws {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601WithMilliseconds
    self = try decoder.decode(Self.self, from: Data(bytes))
  }
}
