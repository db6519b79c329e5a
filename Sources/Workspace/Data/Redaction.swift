/// Values made unreadable, their shape kept: letters become `x` and `X`, digits become `9`.
package enum Redaction {
  package static func redacted(_ text: String) -> String {
    String(
      text.map { character in
        if character.isNumber { return "9" }
        guard character.isLetter else { return character }
        return character.isUppercase ? "X" : "x"
      })
  }

  /// A sample with its values redacted and what names them kept: a table's header, JSON's keys.
  static func redacted(_ sample: String, kind: DataKind) -> String {
    switch kind {
    case .table(let dialect) where dialect.hasHeader:
      let end = sample.firstIndex(where: \.isNewline) ?? sample.endIndex
      return sample[..<end] + redacted(String(sample[end...]))
    case .json, .jsonLines:
      // A key is what stands in quotes before a colon.
      var result = ""
      var rest = sample[...]
      while let match = rest.firstMatch(of: /"(?:[^"\\]|\\.)*"\s*:/) {
        result += redacted(String(rest[..<match.range.lowerBound])) + match.output
        rest = rest[match.range.upperBound...]
      }
      return result + redacted(String(rest))
    default: return redacted(sample)
    }
  }
}
