/// Secrets that are known by their form, found in text that goes to a model.
package enum SecretForms {
  /// The text with each secret replaced by `[masked: KIND]`, and the kinds found, once each.
  package static func masked(_ text: String) -> (text: String, kinds: [String]) {
    var text = text
    var kinds: [String] = []
    for form in forms where form.marks.contains(where: { contains($0, in: text) }) {
      // By Unicode's rules `key:sk-…` and `…9,7` are one word.
      let replaced = text.replacing(form.expression().wordBoundaryKind(.simple)) { match in
        let keep = match.output.count > 1 ? match.output[1].substring.map(String.init) ?? "" : ""
        return "\(keep)[masked: \(form.kind)]"
      }
      if replaced != text { kinds.append(form.kind) }
      text = replaced
    }
    return (text, kinds)
  }

  private struct Form {
    var kind: String
    /// Of which one is part of every such secret.
    ///
    /// Most texts hold none, and to compile an expression takes longer than to look for them.
    var marks: [String]
    var expression: () -> Regex<AnyRegexOutput>
  }

  private static func contains(_ mark: String, in text: String) -> Bool {
    let mark = Array(mark.utf8)
    let text = Array(text.utf8)
    guard let first = mark.first, text.count >= mark.count else { return false }
    return (0...text.count - mark.count).contains {
      text[$0] == first && text[$0..<$0 + mark.count].elementsEqual(mark)
    }
  }

  /// Published forms of keys and tokens; the first group, where there is one, is kept.
  private static var forms: [Form] {
    [
      Form(kind: "private key", marks: ["-----BEGIN "]) {
        Regex(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/)
      },
      Form(kind: "AWS key", marks: ["AKIA", "ASIA"]) {
        Regex(/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/)
      },
      Form(kind: "GitHub token", marks: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"]) {
        Regex(/\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bgithub_pat_[A-Za-z0-9_]{40,}\b/)
      },
      Form(kind: "model key", marks: ["sk-"]) {
        Regex(/\bsk-(?:ant-|proj-|or-)?[A-Za-z0-9_-]{20,}/)
      },
      Form(kind: "Google key", marks: ["AIza"]) { Regex(/\bAIza[A-Za-z0-9_-]{35}\b/) },
      Form(kind: "Slack token", marks: ["xox"]) { Regex(/\bxox[abprs]-[A-Za-z0-9-]{10,}/) },
      Form(kind: "Stripe key", marks: ["k_live_", "k_test_"]) {
        Regex(/\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}/)
      },
      Form(kind: "web token", marks: ["eyJ"]) {
        Regex(/\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/)
      },
      Form(kind: "bearer token", marks: ["earer "]) {
        Regex(/(\b[Bb]earer )[A-Za-z0-9._~+\/=-]{16,}/)
      },
      Form(kind: "password in an address", marks: ["://"]) {
        Regex(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@\/]+:)[^\s@\/]+(?=@)/)
      },
      Form(
        kind: "password",
        marks: [
          "assword", "PASSWORD", "asswd", "ecret", "SECRET", "pikey", "piKey", "pi_key", "pi_Key",
          "API_KEY", "oken", "TOKEN",
        ]
      ) {
        Regex(
          /(\b(?:[Pp]assword|PASSWORD|[Pp]asswd|[Ss]ecret|SECRET|[Aa]pi_?[Kk]ey|API_KEY|[Tt]oken|TOKEN)["']?\s*[:=]\s*["']?)[^\s"',;\[]{8,}/
        )
      },
    ]
  }
}
