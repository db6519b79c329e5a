import Workspace

/// Readings of a text that was escaped once too often.
enum Escapes {
  /// `&lt;`, `&gt;`, `&quot;`, `&#39;`, `&apos;` and `&amp;` decoded, each once.
  static func entitiesDecoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let known: [(String, UInt8)] = [
      ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")), ("&quot;", UInt8(ascii: "\"")),
      ("&#39;", UInt8(ascii: "'")), ("&apos;", UInt8(ascii: "'")), ("&amp;", UInt8(ascii: "&")),
    ]
    return replaced(Array(bytes), starting: UInt8(ascii: "&")) { rest in
      known.first { rest.starts(with: $0.0.utf8) }.map { ($0.0.utf8.count, $0.1) }
    }
  }

  /// `\n`, `\t`, `\"`, `\'` and `\\` decoded, each once.
  static func backslashesDecoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let known: [(String, UInt8)] = [
      ("\\n", 0x0A), ("\\t", 0x09), ("\\\"", UInt8(ascii: "\"")), ("\\'", UInt8(ascii: "'")),
      ("\\\\", UInt8(ascii: "\\")),
    ]
    return replaced(Array(bytes), starting: UInt8(ascii: "\\")) { rest in
      known.first { rest.starts(with: $0.0.utf8) }.map { ($0.0.utf8.count, $0.1) }
    }
  }

  private static func replaced(
    _ bytes: [UInt8], starting first: UInt8, _ decode: (ArraySlice<UInt8>) -> (Int, UInt8)?
  ) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      if bytes[at] == first, let (count, byte) = decode(bytes[at...].prefix(8)) {
        result.append(byte)
        at += count
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return result
  }
}
