/// Values that a name calls secret: `DB_PASSWORD=…`, `"apiKey": "…"`, `--token …`, `<password>…</password>`.
extension SecretScan {
  /// The value behind the separator at a place, if a name before it calls it secret.
  mutating func assigned(_ at: Int) -> FoundSecret? {
    var nameEnd = at
    let isElement = bytes[at] == UInt8(ascii: ">")
    if !isElement {
      while nameEnd > 0, at - nameEnd < 8, ByteSet.blank.contains(bytes[nameEnd - 1]) {
        nameEnd -= 1
      }
      while nameEnd > 0, Self.isQuote(bytes[nameEnd - 1]) { nameEnd -= 1 }
    }
    guard let name = SecretName(endingAt: nameEnd, in: bytes) else { return nil }
    if isElement {
      guard name.range.lowerBound > 0, bytes[name.range.lowerBound - 1] == UInt8(ascii: "<") else {
        return nil
      }
      return value(from: at + 1, of: name, isTight: true)
    }
    var start = at + 1
    if start < bytes.count {
      switch (bytes[at], bytes[start]) {
      // `==` and `::` assign nothing, `:=` and `=>` do.
      case (UInt8(ascii: "="), UInt8(ascii: "=")), (UInt8(ascii: ":"), UInt8(ascii: ":")):
        return nil
      case (UInt8(ascii: ":"), UInt8(ascii: "=")), (UInt8(ascii: "="), UInt8(ascii: ">")):
        start += 1
      default: break
      }
    }
    let isTight =
      bytes[at] == UInt8(ascii: "=") && nameEnd == at && start == at + 1
      && start < bytes.count && !ByteSet.blank.contains(bytes[start])
    return value(from: start, of: name, isTight: isTight)
  }

  /// The value of `--password VALUE`.
  mutating func option(_ at: Int) -> FoundSecret? {
    guard has("--".utf8, at: at), at == 0 || ByteSet.blank.contains(bytes[at - 1]) else {
      return nil
    }
    let end = end(of: .word, from: at)
    guard end < bytes.count, bytes[end] == UInt8(ascii: " "), end - at < 40,
      let name = SecretName(endingAt: end, in: bytes)
    else { return nil }
    return value(from: end, of: name, isTight: false)
  }

  private mutating func value(from place: Int, of name: SecretName, isTight: Bool) -> FoundSecret? {
    var start = place
    while start < bytes.count, start - place < 200, ByteSet.blank.contains(bytes[start]) {
      start += 1
    }
    guard start < bytes.count else { return nil }
    // A token says more of itself.
    var first = start
    while first < bytes.count, Self.isQuote(bytes[first]) { first += 1 }
    if first < bytes.count, token(first) != nil { return nil }
    if first > start {
      let quote = bytes[first - 1]
      var end = first
      while end < bytes.count, bytes[end] != quote, bytes[end] != UInt8(ascii: "\n") {
        end += bytes[end] == UInt8(ascii: "\\") && bytes[start] == quote ? 2 : 1
      }
      end = min(end, bytes.count)
      if bytes[start] == UInt8(ascii: "\\"), end > first, bytes[end - 1] == UInt8(ascii: "\\") {
        end -= 1
      }
      let value = SecretValue(bytes[first..<end], of: name)
      return value.isSecretInQuotes ? FoundSecret(kind: "password", range: first..<end) : nil
    }
    var end = endOfValue(from: start)
    if isTight, name.isSetting {
      while end < bytes.count, bytes[end] > 0x20 { end += 1 }
    }
    let isLine = name.isFirst && isLast(end)
    let value = SecretValue(bytes[start..<end], of: name)
    guard value.isSecret(isTight: isTight, isLine: isLine) else { return nil }
    return FoundSecret(kind: "password", range: start..<end)
  }

  private static func isQuote(_ byte: UInt8) -> Bool { "\"'`\\".utf8.contains(byte) }

  private func isLast(_ end: Int) -> Bool {
    let rest = bytes[end...].first { !ByteSet.blank.contains($0) && $0 != 13 }
    return rest == nil || rest == 10
  }
}
