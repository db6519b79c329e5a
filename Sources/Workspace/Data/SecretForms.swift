/// Secrets that are known by their form, found in text that goes to a model.
package enum SecretForms {
  /// The text with each secret replaced by `[masked: KIND]`, and the kinds found, once each.
  package static func masked(_ text: String) -> (text: String, kinds: [String]) {
    var text = text
    var kinds: [String] = []
    for (kind, form) in forms {
      // By Unicode's rules `key:sk-…` and `…9,7` are one word.
      let replaced = text.replacing(form.wordBoundaryKind(.simple)) { match in
        let keep = match.output.count > 1 ? match.output[1].substring.map(String.init) ?? "" : ""
        return "\(keep)[masked: \(kind)]"
      }
      if replaced != text { kinds.append(kind) }
      text = replaced
    }
    return (text, kinds)
  }

  /// Published forms of keys and tokens; the first group, where there is one, is kept.
  private static var forms: [(String, Regex<AnyRegexOutput>)] {
    [
      (
        "private key",
        Regex(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/)
      ),
      ("AWS key", Regex(/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/)),
      ("GitHub token", Regex(/\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bgithub_pat_[A-Za-z0-9_]{40,}\b/)),
      ("model key", Regex(/\bsk-(?:ant-|proj-|or-)?[A-Za-z0-9_-]{20,}/)),
      ("Google key", Regex(/\bAIza[A-Za-z0-9_-]{35}\b/)),
      ("Slack token", Regex(/\bxox[abprs]-[A-Za-z0-9-]{10,}/)),
      ("Stripe key", Regex(/\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}/)),
      ("web token", Regex(/\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/)),
      ("bearer token", Regex(/(\b[Bb]earer )[A-Za-z0-9._~+\/=-]{16,}/)),
      ("password in an address", Regex(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@\/]+:)[^\s@\/]+(?=@)/)),
      (
        "password",
        Regex(
          /(\b(?:[Pp]assword|PASSWORD|[Pp]asswd|[Ss]ecret|SECRET|[Aa]pi_?[Kk]ey|API_KEY|[Tt]oken|TOKEN)["']?\s*[:=]\s*["']?)[^\s"',;\[]{8,}/
        )
      ),
    ]
  }
}
