import Foundation

/// One HTTP exchange as it was: the request without secrets, and the answer's bytes as they came.
package struct RecordedExchange: Codable, Sendable, Equatable {
  package struct Request: Codable, Sendable, Equatable {
    package var method: String
    /// Scheme, host, port and path: no user, no password, no query.
    package var url: String
    package var headers: [String: String]
    package var body: RecordedBytes
  }

  /// Bytes of the body that came at once.
  package struct Piece: Codable, Sendable, Equatable {
    /// Milliseconds since the request.
    package var ms: Int
    package var bytes: RecordedBytes
  }

  package var request: Request
  /// Nil if no answer came.
  package var status: Int?
  package var headers: [String: String] = [:]
  package var pieces: [Piece] = []
  /// Why it broke off; nil if the answer ended by itself.
  package var failure: RecordedFailure?
  /// Milliseconds from the request to the end.
  package var ms: Int = 0
}

/// Why an exchange broke off.
package struct RecordedFailure: Codable, Sendable, Equatable {
  let kind: TransportFailure.Kind
  /// libcurl's words; may be empty.
  package var detail: String
}

/// Bytes that are written as text where they are valid UTF-8, else in base64.
package struct RecordedBytes: Codable, Sendable, Equatable {
  package var bytes: [UInt8]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  private enum CodingKeys: CodingKey {
    case text
    case base64
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let text = try container.decodeIfPresent(String.self, forKey: .text) {
      bytes = Array(text.utf8)
    } else {
      bytes = Array(try container.decode(Data.self, forKey: .base64))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    if let text = String(validating: bytes, as: UTF8.self) {
      try container.encode(text, forKey: .text)
    } else {
      try container.encode(Data(bytes), forKey: .base64)
    }
  }
}
