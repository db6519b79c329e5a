/// JSON that can be read as it stands.
package enum PlainJSON {
  /// The same JSON with every character that hides written as `\u202E`.
  ///
  /// Whoever decodes it gets the same text; a terminal, or an agent that reads the line itself, sees what is
  /// there. `json` must be valid JSON in UTF-8.
  package static func escaped(_ json: [UInt8]) -> [UInt8] {
    guard json.contains(where: { $0 >= 0x7F }) else { return json }
    var result: [UInt8] = []
    result.reserveCapacity(json.count)
    for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
      if scalar.value < 0x7F || !scalar.isHiding {
        result += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      } else {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          let digits = String(unit, radix: 16, uppercase: true)
          result += "\\u".utf8
          result += String(repeating: "0", count: 4 - digits.utf8.count).utf8
          result += digits.utf8
        }
      }
    }
    return result
  }
}
