/// What stands behind a name that calls it secret: a secret, or code and prose that speak of one.
struct SecretValue {
  private let bytes: ArraySlice<UInt8>
  private let name: SecretName
  private let text: String

  init(_ bytes: ArraySlice<UInt8>, of name: SecretName) {
    self.bytes = bytes
    self.name = name
    text = String(decoding: bytes.prefix(80), as: UTF8.self).lowercased()
  }

  /// Between quotes everything is one, but for what stands in the place of a value.
  var isSecretInQuotes: Bool {
    !isPlaceholder && !isWord(of: Self.words.union(" ")) && !(isPath && name.word == "pwd")
  }

  /// Whether it is one if it stands without quotes.
  ///
  /// It is tight if it follows `=` without a blank, as in settings, addresses and connection strings, and a line
  /// if name and value are all that their line holds.
  func isSecret(isTight: Bool, isLine: Bool) -> Bool {
    if isPlaceholder || isWord(of: Self.words) || isCall { return false }
    if isPath, name.word == "pwd" { return false }
    if bytes.allSatisfy(Self.words.contains) { return isTight || (isLine && !isCamelCase) }
    if bytes.allSatisfy(Self.words.union(".").contains) { return isTight && name.isFirst }
    if bytes.allSatisfy(ByteSet.digits.contains) {
      return !["token", "pass"].contains(name.word) && (isTight || isLine || bytes.count >= 4)
    }
    return isTight || isLine || bytes.count >= 4
  }

  private static let words = ByteSet.letters.union("_")

  /// Nothing, a variable's name, a mark or a type in the place of a value.
  private var isPlaceholder: Bool {
    guard let first = bytes.first else { return true }
    if bytes.allSatisfy({ $0 == first }) {
      let isCross = bytes.count > 1 && first | 0x20 == UInt8(ascii: "x")
      return isCross || !ByteSet.alphanumeric.contains(first)
    }
    let second = bytes.dropFirst().first ?? 0
    switch first {
    // A hash begins with `$2b$`.
    case UInt8(ascii: "$"): if !ByteSet.digits.contains(second) { return true }
    case UInt8(ascii: "<"), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("): return true
    case UInt8(ascii: "#"), UInt8(ascii: "\\"), UInt8(ascii: "%"):
      if "({%".utf8.contains(second) || bytes.last == UInt8(ascii: "%") || bytes.count == 2 {
        return true
      }
    default: break
    }
    return Self.literals.contains(text.trimmingMarks)
  }

  private static let literals: Set<String> = [
    "nil", "null", "none", "true", "false", "undefined", "string", "str", "int", "bool", "boolean",
    "number", "float", "double", "data", "bytes", "any", "object", "optional", "required", "text",
    "varchar", "char", "the", "a", "is", "be", "not", "try", "await", "new", "self", "this",
  ]

  /// A name that speaks of the secret: `user_password`, `Enter password`.
  private func isWord(of set: ByteSet) -> Bool {
    let own = name.word == "pgpassword" ? "password" : name.word
    return bytes.allSatisfy(set.contains)
      && text.filter { $0 != "_" && $0 != " " }.contains(own)
  }

  /// `/home/x`, `~/x`.
  private var isPath: Bool { bytes.first == UInt8(ascii: "/") || bytes.first == UInt8(ascii: "~") }

  /// `lexer.next()`, `String)`.
  private var isCall: Bool {
    guard
      let bracket = bytes.firstIndex(where: { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ")") })
    else { return false }
    let head = bytes[..<bracket]
    guard let first = head.first, Self.words.contains(first) else { return false }
    return head.allSatisfy(ByteSet.name.union("?!").contains)
      && (bytes[bracket] == UInt8(ascii: "(") || bytes[bracket...].count == 1 || !isMixed(head))
  }

  private func isMixed(_ part: ArraySlice<UInt8>) -> Bool {
    part.contains(where: ByteSet.digits.contains)
  }

  /// The name of a type: `SymmetricKey`.
  private var isCamelCase: Bool {
    guard let first = bytes.first, ByteSet.upper.contains(first) else { return false }
    return bytes.dropFirst().contains(where: ByteSet.upper.contains)
      && bytes.contains(where: ByteSet.lower.contains)
  }
}

extension String {
  /// Without the marks of optional types, and what ends a sentence or a list.
  fileprivate var trimmingMarks: String {
    var text = Substring(self)
    while let last = text.last, "?!.:)".contains(last) { text.removeLast() }
    return String(text)
  }
}
