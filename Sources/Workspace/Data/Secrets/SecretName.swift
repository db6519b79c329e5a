/// A name that calls its value secret: `DB_PASSWORD`, `clientSecret`, `x-api-key`.
struct SecretName {
  /// The whole name.
  let range: Range<Int>
  /// The words that make it one, lower case without separators.
  let word: String
  /// Whether it is the first on its line, but for `export`, a dash or quotes.
  let isFirst: Bool

  /// Whether it is a line's first word in capitals, as in a file of settings: its value is the whole line.
  let isSetting: Bool

  private static let words = [
    "password", "passwd", "pwd", "passphrase", "passcode", "pgpassword", "secret", "token",
    "apikey",
    "accesskey", "accountkey", "privatekey", "secretkey", "signingkey", "encryptionkey", "authkey",
    "masterkey", "secretkeybase", "credential", "credentials",
  ]
  /// Words that are secret only behind others, as in `DB_PASS`.
  private static let endings = ["pass"]
  private static let longest = 64

  /// The name that ends at a place; nil if it is no secret's.
  init?(endingAt end: Int, in bytes: [UInt8]) {
    var start = end
    while start > 0, end - start < Self.longest, ByteSet.name.contains(bytes[start - 1]) {
      start -= 1
    }
    guard end - start >= 3 else { return nil }
    let name = bytes[start..<end]
    // Letters and digits, and where each is in the name.
    let letters = name.indices.filter { ByteSet.alphanumeric.contains(name[$0]) }
    let text = letters.map { ByteSet.upper.contains(name[$0]) ? name[$0] | 0x20 : name[$0] }
    func endsWith(_ word: String) -> Bool {
      guard text.count >= word.utf8.count, text.suffix(word.utf8.count).elementsEqual(word.utf8)
      else {
        return false
      }
      let first = letters[text.count - word.utf8.count]
      guard first > start else { return true }
      let before = name[first - 1]
      // A word begins behind a separator, or with a capital behind none.
      return !ByteSet.letters.contains(before)
        || (ByteSet.upper.contains(name[first]) && ByteSet.lower.contains(before))
    }
    let found =
      Self.words.first(where: endsWith)
      ?? Self.endings.first { text.count > $0.utf8.count && endsWith($0) }
    guard let found, name.last.map(ByteSet.alphanumeric.contains) == true else { return nil }
    word = found
    range = start..<end
    isFirst = Self.isFirst(start, in: bytes)
    isSetting = isFirst && !name.contains(where: ByteSet.lower.contains)
  }

  private static func isFirst(_ start: Int, in bytes: [UInt8]) -> Bool {
    let line = bytes[..<start].suffix(longest).reversed().prefix { $0 != 10 }
    guard line.count < longest else { return false }
    let before = String(decoding: line.reversed(), as: UTF8.self)
    return ["", "export", "-"].contains(
      before.filter { !" \t\"'".contains($0) })
  }
}
