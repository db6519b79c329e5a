/// The bytes of a text while secrets are looked for in it.
struct SecretScan {
  let bytes: [UInt8]
  private let looksInside: Bool
  /// Whether an AWS key's id is in the text: its secret has no form of its own, but lies near.
  private let hasKeyID: Bool
  /// Where the run of a set that was measured last lies: measured again from within, it is not walked again.
  private var runs: [ByteSet: Range<Int>] = [:]
  /// The same for a value without quotes.
  private var valueRun = 0..<0

  init(_ bytes: [UInt8], looksInside: Bool) {
    self.bytes = bytes
    self.looksInside = looksInside
    hasKeyID = bytes.indices.contains { at in
      (bytes[at] == UInt8(ascii: "A"))
        && TokenForm.byFirst[Int(bytes[at])].contains { form in
          form.kind == "AWS key" && bytes[at...].starts(with: form.beginning)
        }
    }
  }

  /// The secret that is recognised at a place; it may lie behind it.
  mutating func found(_ at: Int) -> FoundSecret? {
    let byte = bytes[at]
    if isStart(at) {
      if let token = token(at) { return token }
      if let credentials = credentials(at) { return credentials }
    }
    switch byte {
    case UInt8(ascii: "-"): return privateKey(at) ?? option(at)
    case UInt8(ascii: ":"): return password(at) ?? assigned(at)
    case UInt8(ascii: "="), UInt8(ascii: ">"): return assigned(at)
    default:
      guard isStart(at, of: .base64) else { return nil }
      return secretOfKeyID(at) ?? encoded(at)
    }
  }

  // MARK: Tokens

  /// Whether no word goes on here.
  private func isStart(_ at: Int) -> Bool {
    guard at > 0 else { return true }
    let before = bytes[at - 1]
    return !ByteSet.alphanumeric.contains(before) && before != UInt8(ascii: "_")
  }

  private func isStart(_ at: Int, of set: ByteSet) -> Bool {
    set.contains(bytes[at]) && (at == 0 || !set.contains(bytes[at - 1]))
  }

  func has(_ text: some Collection<UInt8>, at: Int) -> Bool {
    at + text.count <= bytes.count && bytes[at...].starts(with: text)
  }

  /// The end of the run of a set that lies at a place.
  mutating func end(of set: ByteSet, from at: Int) -> Int {
    if let run = runs[set], run.contains(at) { return run.upperBound }
    var end = at
    while end < bytes.count, set.contains(bytes[end]) { end += 1 }
    runs[set] = at..<end
    return end
  }

  /// The end of a value without quotes.
  mutating func endOfValue(from at: Int) -> Int {
    if valueRun.contains(at) { return valueRun.upperBound }
    var end = at
    while end < bytes.count, bytes[end] > 0x20, !Self.valueEnds.contains(bytes[end]) { end += 1 }
    valueRun = at..<end
    return end
  }

  private static let valueEnds = ByteSet("\"'`,;&<>[]{}|\\".utf8)

  mutating func token(_ at: Int) -> FoundSecret? {
    for form in TokenForm.byFirst[Int(bytes[at])] where has(form.beginning, at: at) {
      if let range = range(of: form, at: at) { return FoundSecret(kind: form.kind, range: range) }
    }
    return nil
  }

  private mutating func range(of form: TokenForm, at start: Int) -> Range<Int>? {
    let first = start + form.beginning.count
    var at = first
    for part in form.parts {
      switch part {
      case .text(let text):
        guard has(text.utf8, at: at) else { return nil }
        at += text.utf8.count
      case .run(let set, let counts):
        let end = end(of: set, from: at)
        guard counts.contains(end - at) else { return nil }
        at = end
      }
    }
    return (form.keepsBeginning ? first : start)..<at
  }

  /// `Bearer abc…` and `Basic` with a name and a password in Base64.
  private mutating func credentials(_ at: Int) -> FoundSecret? {
    guard bytes[at] | 0x20 == UInt8(ascii: "b") else { return nil }
    if has("earer ".utf8, at: at + 1) {
      let start = at + 7
      let end = end(of: .base64.union("._~=-"), from: start)
      return end - start >= 16 ? FoundSecret(kind: "bearer token", range: start..<end) : nil
    }
    guard has("asic ".utf8, at: at + 1) else { return nil }
    let start = at + 6
    let end = end(of: .base64.union("="), from: start)
    guard let text = Base64Text.decoded(bytes[start..<end]), text.contains(UInt8(ascii: ":")) else {
      return nil
    }
    return FoundSecret(kind: "password", range: start..<end)
  }

  // MARK: Keys without a beginning of their own

  /// A block of any kind of private key, cut ones to the end of the text.
  private func privateKey(_ at: Int) -> FoundSecret? {
    guard has("-----BEGIN ".utf8, at: at), isPrivate(label: at + 11) else { return nil }
    var next = at + 11
    while next < bytes.count {
      if bytes[next] == UInt8(ascii: "-"), has("-----END ".utf8, at: next),
        isPrivate(label: next + 9)
      {
        var end = next + 9
        while end < bytes.count, bytes[end] != UInt8(ascii: "-") { end += 1 }
        return FoundSecret(kind: "private key", range: at..<min(end + 5, bytes.count))
      }
      next += 1
    }
    return FoundSecret(kind: "private key", range: at..<bytes.count)
  }

  /// Whether the label of a block, `RSA PRIVATE KEY` for example, is a private key's.
  private func isPrivate(label start: Int) -> Bool {
    let label = bytes[start...].prefix(64).prefix { $0 != UInt8(ascii: "-") }
    let wanted = Array("PRIVATE KEY".utf8)
    return label.indices.contains { label[$0...].starts(with: wanted) }
  }

  /// `scheme://user:password@host`.
  private func password(_ at: Int) -> FoundSecret? {
    guard has("://".utf8, at: at), at > 0, ByteSet.alphanumeric.contains(bytes[at - 1]) else {
      return nil
    }
    var colon: Int?
    var sign: Int?
    var next = at + 3
    while next < bytes.count, bytes[next] > 0x20, bytes[next] != UInt8(ascii: "/") {
      if bytes[next] == UInt8(ascii: ":"), colon == nil { colon = next }
      if bytes[next] == UInt8(ascii: "@") { sign = next }
      next += 1
    }
    guard let colon, let sign, colon + 1 < sign else { return nil }
    return FoundSecret(kind: "password in an address", range: colon + 1..<sign)
  }

  private mutating func secretOfKeyID(_ at: Int) -> FoundSecret? {
    guard hasKeyID else { return nil }
    let end = end(of: .base64, from: at)
    let secret = bytes[at..<end]
    guard secret.count == 40, secret.contains(where: ByteSet.upper.contains),
      secret.contains(where: ByteSet.lower.contains),
      secret.contains(where: ByteSet.digits.contains)
    else { return nil }
    return FoundSecret(kind: "AWS secret", range: at..<end)
  }

  /// Base64 of a text with a secret in it.
  private mutating func encoded(_ at: Int) -> FoundSecret? {
    guard looksInside else { return nil }
    var end = end(of: .base64, from: at)
    guard end - at >= 24 else { return nil }
    while end < bytes.count, bytes[end] == UInt8(ascii: "=") { end += 1 }
    guard let text = Base64Text.decoded(bytes[at..<end]),
      let inside = SecretForms.masked(text, looksInside: false), let kind = inside.kinds.first
    else { return nil }
    return FoundSecret(kind: "\(kind) in Base64", range: at..<end)
  }
}

/// Base64 that stands for readable text.
enum Base64Text {
  /// The text, if it is printable ASCII in lines; nil otherwise.
  static func decoded(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for digit in digits where digit != UInt8(ascii: "=") {
      guard let value = value(digit) else { return nil }
      bits = bits << 6 | value
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      let byte = UInt8(bits >> UInt32(count) & 0xFF)
      guard (0x20...0x7E).contains(byte) || [9, 10, 13].contains(byte) else { return nil }
      result.append(byte)
    }
    return result.isEmpty ? nil : result
  }

  private static func value(_ digit: UInt8) -> UInt32? {
    switch digit {
    case 0x41...0x5A: UInt32(digit - 0x41)
    case 0x61...0x7A: UInt32(digit - 0x61) + 26
    case 0x30...0x39: UInt32(digit - 0x30) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
