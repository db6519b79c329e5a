import Workspace

/// A line, or a piece of one, as bytes: its content without the line's ending.
typealias Bytes = ArraySlice<UInt8>

extension ArraySlice where Element == UInt8 {
  /// The bytes as text, invalid UTF-8 replaced.
  var text: String { String(decoding: self, as: UTF8.self) }

  var isBlank: Bool { allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

  /// Without blanks and tabs at both ends.
  var trimmed: Bytes { trimmedStart.trimmedEnd }

  var trimmedStart: Bytes { drop { $0 == 0x20 || $0 == 0x09 } }

  var trimmedEnd: Bytes {
    var rest = self
    while let last = rest.last, last == 0x20 || last == 0x09 || last == 0x0D { rest.removeLast() }
    return rest
  }

  /// The blanks and tabs at the start.
  var indentation: Bytes { prefix { $0 == 0x20 || $0 == 0x09 } }

  func hasPrefix(_ text: String) -> Bool { starts(with: text.utf8) }

  func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }

  func contains(_ text: String) -> Bool { range(of: text) != nil }

  /// The first place of a short text, from the start of these bytes.
  func range(of text: String) -> Range<Int>? {
    let length = text.utf8.count
    guard let first = text.utf8.first, count >= length else { return nil }
    var from = startIndex
    while let hit = self[from...].firstIndex(of: first), hit + length <= endIndex {
      if self[hit..<(hit + length)].elementsEqual(text.utf8) { return hit..<(hit + length) }
      from = hit + 1
    }
    return nil
  }

  /// These bytes cut at every line feed, a carriage return before it dropped.
  var lines: [Bytes] {
    var lines: [Bytes] = []
    lines.reserveCapacity(count { $0 == 0x0A } + 1)
    var start = startIndex
    while let end = self[start...].firstIndex(of: 0x0A) {
      lines.append(self[start..<end].withoutCarriageReturn)
      start = end + 1
    }
    if start < endIndex { lines.append(self[start...].withoutCarriageReturn) }
    return lines
  }

  var withoutCarriageReturn: Bytes { last == 0x0D ? dropLast() : self }
}

extension Collection where Element == Bytes {
  /// The lines put together, each with a line feed behind it.
  var joinedLines: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(reduce(0) { $0 + $1.count + 1 })
    for line in self {
      bytes += line
      bytes.append(0x0A)
    }
    return bytes
  }
}
