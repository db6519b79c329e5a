/// Takes secrets out of text that is shown or recorded.
struct Redaction: Sendable, Equatable {
  /// Values that are known to be secret.
  var secrets: [String]

  /// `text` without the known secrets and without whatever looks like a key.
  func callAsFunction(_ text: String) -> String {
    var text = text
    for secret in secrets where secret.count >= 4 {
      text = text.split(separator: secret, omittingEmptySubsequences: false)
        .joined(separator: Self.mask)
    }
    // By Unicode's rules `key:sk-…` is one word.
    let key = /\b(sk-|AIza|gsk_|hf_|xai-|ghp_)[A-Za-z0-9_\-]{8,}/.wordBoundaryKind(.simple)
    text.replace(key) { "\($0.1)\(Self.mask)" }
    text.replace(/(?i)\b(bearer)\s+[^\s"',]{6,}/.wordBoundaryKind(.simple)) {
      "\($0.1) \(Self.mask)"
    }
    text.replace(/(?i)([?&](?:api[_\-]?)?key=)[^&\s"'”*]+/) { "\($0.1)\(Self.mask)" }
    return text
  }

  static let mask = "***"
}
