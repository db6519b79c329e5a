import Workspace

/// An opening `<boltArtifact …>` or `<boltAction …>` tag.
struct BoltTag: Sendable {
  /// `boltArtifact` or `boltAction`.
  let name: String
  private let attributes: [String: String]
  /// Where the tag begins and ends in the bytes it was found in.
  let range: Range<Int>

  /// The file's path, whatever the attribute is called.
  var path: String? { attributes["filepath"] ?? attributes["path"] ?? attributes["file"] }

  var type: String? { attributes["type"] }

  /// The first complete tag in `text`, an action before an artifact on the same line.
  init?(_ text: Bytes) {
    guard text.contains(UInt8(ascii: "<")) else { return nil }
    for name in ["boltAction", "boltArtifact"] {
      guard let tag = BoltTag(name, in: text) else { continue }
      self = tag
      return
    }
    return nil
  }

  /// The first complete tag with this name.
  init?(_ name: String, in text: Bytes) {
    guard let start = text.range(of: "<\(name)"), start.upperBound < text.endIndex,
      " >\t\n".utf8.contains(text[start.upperBound])
    else { return nil }
    var attributes: [String: String] = [:]
    var at = start.upperBound
    while at < text.endIndex {
      let byte = text[at]
      if byte == UInt8(ascii: ">") {
        self.name = name
        self.attributes = attributes
        range = start.lowerBound..<(at + 1)
        return
      }
      if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "/") {
        at += 1
        continue
      }
      let key = text[at...].prefix { !"= \t\n>".utf8.contains($0) }
      at = key.endIndex
      guard at < text.endIndex, text[at] == UInt8(ascii: "=") else { continue }
      guard at + 1 < text.endIndex else { return nil }
      let quote = text[at + 1]
      let value: Bytes
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        guard let close = text[(at + 2)...].firstIndex(of: quote) else { return nil }
        value = text[(at + 2)..<close]
        at = close + 1
      } else {
        value = text[(at + 1)...].prefix { !" \t\n>".utf8.contains($0) }
        at = max(value.endIndex, at + 1)
      }
      attributes[key.text.lowercased()] = value.text
    }
    return nil
  }
}
