/// The published form of a key or token: a beginning that only such tokens have, and what follows it.
struct TokenForm: Sendable {
  enum Part: Sendable {
    case text(String)
    /// So many bytes of a set, no fewer and no more.
    case run(ByteSet, ClosedRange<Int>)
  }

  var kind: String
  /// Empty if a run comes first.
  var beginning: [UInt8]
  var parts: [Part]
  /// Whether the beginning stays in the text: it says what it is and is no secret.
  var keepsBeginning = false

  private static let most = 1 << 20

  init(_ kind: String, _ beginning: String, _ parts: [Part], keepsBeginning: Bool = false) {
    self.kind = kind
    self.beginning = Array(beginning.utf8)
    self.parts = parts
    self.keepsBeginning = keepsBeginning
  }

  private init(
    _ kind: String, _ beginning: String, _ set: ByteSet, _ fewest: Int, _ most: Int? = nil
  ) {
    self.init(kind, beginning, [.run(set, fewest...(most ?? Self.most))])
  }

  /// Several beginnings of one kind.
  private static func each(
    _ kind: String, _ beginnings: [String], _ set: ByteSet, _ fewest: Int, _ most: Int? = nil
  ) -> [TokenForm] {
    beginnings.map { TokenForm(kind, $0, set, fewest, most) }
  }

  static let all: [TokenForm] =
    each("AWS key", ["AKIA", "ASIA"], .upperAndDigits, 16, 16)
    + each(
      "GitHub token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], .alphanumeric, 30)
    + [TokenForm("GitHub token", "github_pat_", .word, 40)]
    + each(
      "GitLab token",
      ["glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glsoat-", "glft-", "glagent-"],
      .word.union("."), 20)
    + [
      TokenForm("model key", "sk-", .word, 20), TokenForm("model key", "gsk_", .alphanumeric, 20),
      TokenForm("model key", "hf_", .alphanumeric, 30), TokenForm("model key", "xai-", .word, 20),
      TokenForm("model key", "r8_", .alphanumeric, 30),
      TokenForm("model key", "pplx-", .alphanumeric, 30),
      TokenForm("Google key", "AIza", .word, 35, 35),
      TokenForm("Google secret", "GOCSPX-", .word, 20),
      TokenForm("Google token", "ya29.", .word.union("."), 20),
    ]
    + each(
      "Slack token", ["xoxa-", "xoxb-", "xoxe-", "xoxo-", "xoxp-", "xoxr-", "xoxs-", "xapp-"],
      .alphanumeric.union("-"), 10)
    + [
      TokenForm("Slack token", "xoxe.xox", .word, 10),
      TokenForm(
        "webhook", "hooks.slack.com/", [.run(.word.union("/"), 12...most)], keepsBeginning: true),
      TokenForm(
        "webhook", "discord.com/api/webhooks/", [.run(.word.union("/"), 20...most)],
        keepsBeginning: true),
      TokenForm(
        "webhook", "discordapp.com/api/webhooks/", [.run(.word.union("/"), 20...most)],
        keepsBeginning: true),
    ]
    + each(
      "Stripe key", ["sk_live_", "sk_test_", "rk_live_", "rk_test_"], .alphanumeric, 16)
    + [
      TokenForm("webhook secret", "whsec_", .base64.union("=_-"), 16),
      TokenForm("npm token", "npm_", .alphanumeric, 36, 36),
      TokenForm("PyPI token", "pypi-AgE", .word, 30),
      TokenForm("RubyGems key", "rubygems_", .hexadecimal, 48, 48),
      TokenForm("Docker token", "dckr_pat_", .word, 20),
      TokenForm(
        "SendGrid key", "SG.",
        [.run(.word, 16...most), .text("."), .run(.word, 16...most)]),
      TokenForm("age key", "AGE-SECRET-KEY-1", .upperAndDigits, 50),
      TokenForm("Vault token", "hvs.", .word, 20), TokenForm("Vault token", "hvb.", .word, 20),
      TokenForm("Databricks token", "dapi", .hexadecimal, 32, 32),
      TokenForm("Linear key", "lin_api_", .alphanumeric, 32),
      TokenForm("Figma token", "figd_", .word, 30),
      TokenForm("Notion token", "ntn_", .alphanumeric, 40),
      TokenForm("Postman key", "PMAK-", .alphanumeric.union("-"), 50),
      TokenForm("Tailscale key", "tskey-", .word, 20),
      TokenForm("Atlassian token", "ATATT3", .word.union("="), 50),
      TokenForm("Telegram token", "", [.run(.digits, 8...10), .text(":"), .run(.word, 35...35)]),
      TokenForm(
        "web token", "eyJ",
        [
          .run(.word, 8...most), .text(".eyJ"), .run(.word, 8...most), .text("."),
          .run(.word, 8...most),
        ]),
    ]
    + each(
      "password",
      ["$1$", "$2a$", "$2b$", "$2y$", "$5$", "$6$", "$7$", "$y$", "$apr1$", "$argon2"],
      .base64.union(".$=,-"), 20)
    + ["Cookie: ", "cookie: "].map {
      TokenForm("cookie", $0, [.run(printable, 8...most)], keepsBeginning: true)
    }
    + [
      TokenForm(
        "signature in an address", "sig=", [.run(.word.union("%+/="), 20...most)],
        keepsBeginning: true),
      TokenForm(
        "password", "-u ", [.run(.word.union(".@"), 1...64), .text(":"), .run(visible, 1...most)],
        keepsBeginning: true),
      TokenForm(
        "password", "login ",
        [.run(visible, 1...128), .text(" password "), .run(visible, 1...most)],
        keepsBeginning: true),
      TokenForm(
        "private key", "Private-Lines: ",
        [.run(.digits, 1...5), .run(.base64.union("=\r\n"), 40...most)], keepsBeginning: true),
    ]
    + each("DigitalOcean token", ["dop_v1_", "doo_v1_", "dor_v1_"], .hexadecimal, 64, 64)
    + each("Shopify token", ["shpat_", "shpca_", "shppa_", "shpss_"], .hexadecimal, 32, 32)
    + each("Square token", ["sq0atp-", "sq0csp-"], .word, 22)
    + each("Grafana token", ["glsa_", "glc_"], .base64.union("=_"), 30)
    + each("Sentry token", ["sntrys_", "sntryu_"], .base64.union("=_-"), 30)

  private static let visible = ByteSet((0x21...0x7E).map { UInt8($0) })
  private static let printable = ByteSet((0x20...0x7E).map { UInt8($0) })

  /// The forms that can begin with each byte.
  static let byFirst: [[TokenForm]] = (0..<256).map { byte in
    all.filter { form in
      if let first = form.beginning.first { return first == UInt8(byte) }
      if case .run(let set, _) = form.parts.first { return set.contains(UInt8(byte)) }
      return false
    }
  }
}
