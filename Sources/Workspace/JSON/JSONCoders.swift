package import Foundation

extension JSONEncoder {
  /// Writes one line, of a log or of output: keys in order.
  package static func line(dates: DateEncodingStrategy = .iso8601) -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = dates
    return encoder
  }

  /// Writes a document that people can read, too: indented, keys in order.
  package static func document(dates: DateEncodingStrategy = .iso8601) -> JSONEncoder {
    let encoder = line(dates: dates)
    encoder.outputFormatting.insert(.prettyPrinted)
    return encoder
  }
}

extension JSONDecoder {
  /// Reads what `line` or `document` wrote with the same dates.
  package static func reading(dates: DateDecodingStrategy = .iso8601) -> JSONDecoder {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = dates
    return decoder
  }
}

extension JSONEncoder.DateEncodingStrategy {
  /// As `2026-11-30T16:21:17.042Z`.
  package static var iso8601WithMilliseconds: Self {
    .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    }
  }

  /// As whole milliseconds since 1970, which the decoder's `millisecondsSince1970` reads.
  package static var wholeMilliseconds: Self {
    .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }
  }
}

extension JSONDecoder.DateDecodingStrategy {
  /// Reads dates as `iso8601WithMilliseconds` writes them.
  package static var iso8601WithMilliseconds: Self {
    .custom { decoder in
      let text = try decoder.singleValueContainer().decode(String.self)
      return try Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)
    }
  }
}
