import Testing

@testable import Workspace

/// Regular expressions of manifests: the same answers as Swift's own, in bounded time.
struct TextPatternTests {
  private static let answersAsRegexDoesCases: [(String, [String])] = [
    ("^[0-9]+$", ["12", "a\n12\nb", "a12", ""]),
    ("^1 m = -?[0-9.e-]+ cm\\n", ["1 m = 100 cm\n", "1 m = 100 cm"]),
    ("(1 is too low|1 is right)", ["so 1 is right.", "1 is"]),
    (#"\b\d{2}:\d{2}(:\d{2})?\b"#, ["at 12:30.", "112:30", "12:30:15", "3.14"]),
    ("(?i)total: *(?<sum>[0-9]+)", ["TOTAL:   7", "Total: x"]),
    ("a(?i:B)c|(?i)d|e", ["abc", "aBC", "D", "E"]),
    ("^(?!.*error).*$", ["an error", "fine", "error\nfine"]),
    ("a(?=b)(?=.c)", ["abc", "abd"]),
    ("(?!a(?=b))a", ["ab", "ac"]),
    (#"(a|b)*?c{2,3}$"#, ["abacc", "accc", "ac"]),
    ("^.$", ["é", "e\u{301}", "🙂", "\r\n", "ab"]),
    ("a\\r\\nb|c\\nd", ["a\r\nb", "c\nd", "c\r\nd"]),
    (#"\p{L}+\s[[:digit:]&&[^5]]\x{41}\u00e9"#, ["日 4Aé", "日 5Aé"]),
    (#"\A\w\Z|\Aab\z"#, ["a", "ab", "ab\n", "b\n"]),
    ("(?-m:^b)|(?s:a.b)", ["b", "a\nb"]),
    ("a{|}b{x}", ["a{", "}b{x}"]),
    ("(|a)*(?#nothing)b", ["aab", "a"]),
  ]

  @Test(arguments: answersAsRegexDoesCases)
  func answersAsRegexDoes(pattern: String, texts: [String]) throws {
    let regex = try Regex(pattern).anchorsMatchLineEndings()
    let own = try TextPattern(pattern)
    for text in texts {
      #expect(try own.occurs(in: text) == ((try regex.firstMatch(in: text)) != nil), "\(text)")
    }
  }

  /// Patterns put together from pieces, on texts put together from characters.
  @Test func answersAsRegexDoesWhateverIsPutTogether() throws {
    let pieces = [
      "a", "é", "[a-c]", "[^a]", ".", #"\d"#, #"\w"#, #"\s"#, #"\b"#, #"\B"#, "^", "$", "(a|b)",
      "(?i:A)", "(?i)B", "(?=a)", "(?!a)", "a?", "b*", "c+?", "[0-9]{2}", "x{1,3}", #"\n"#, #"\."#,
      #"\r\n"#, #"\p{L}"#, "[[:alpha:]]", "(|a)", "(a*)*", #"\A"#, #"\z"#, #"\Z"#, "(?s:.)",
      "(?-m:^)", "(?-m:$)", "-", "}", "]", #"\x{61}"#, #"\W"#, "(?:a|b)+", #"\R"#, "(?#c)",
    ]
    let characters = [
      "a", "b", "c", "é", "e\u{301}", " ", "\n", "\r\n", "1", "A", ".", "x", "\t", "'", "日", "]",
    ]
    var random = Numbers(state: 15)
    for _ in 0..<1500 {
      var pattern = (0...random.next(5)).map { _ in pieces[random.next(pieces.count)] }.joined()
      if random.next(4) == 0 { pattern = "(\(pattern))" + ["", "?", "+", "{2}"][random.next(4)] }
      guard let regex = try? Regex(pattern).anchorsMatchLineEndings() else { continue }
      let own = try TextPattern(pattern)
      for _ in 0..<3 {
        let text = (0..<random.next(7)).map { _ in characters[random.next(characters.count)] }
          .joined()
        let expected = (try regex.firstMatch(in: text)) != nil
        #expect(try own.occurs(in: text) == expected, "/\(pattern)/ in \(text.debugDescription)")
      }
    }
  }

  /// The same ones at each run.
  private struct Numbers {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }

  /// Each would take longer than anybody waits, tried one way after the other.
  private static let endsSoonCases: [(String, String)] = [
    ("^(a|a|aa|a*)*(a|a)*b$", many(65_536, "a") + "c"),
    ("(a+)+b", many(65_536, "a")),
    ("((a?){20}){20}a{20}b", many(10_000, "a")),
    ("(x+x+)+y", many(65_536, "x")),
    ("a.*b.*c.*d.*e.*f", many(65_536, "a")),
    ("(?=.*.*.*.*b)(?!.*.*.*.*a)a", many(65_536, "a")),
    (many(249, #"\b"#) + "b", many(10_000, "ab ")),
  ]

  @Test(arguments: endsSoonCases)
  func endsSoon(pattern: String, text: String) throws {
    #expect(try !TextPattern(pattern).occurs(in: text))
  }

  private static let refusesCases: [(String, String)] = [
    ("[", "is not a regular expression"),
    ("a)", "is not a regular expression"),
    ("(", "is not a regular expression"),
    ("(?#", "is not a regular expression"),
    ("*", "is not a regular expression"),
    ("\\", "is not a regular expression"),
    ("a{2,1}", "is not a regular expression"),
    (many(501, "a"), "has more than 500 bytes"),
    (many(5000, "[") + "a" + many(5000, "]"), "has more than 500 bytes"),
    (many(21, "[") + "a" + many(21, "]"), "has more than 20 groups or classes inside one another"),
    (many(21, "(") + "a" + many(21, ")"), "has more than 20 groups or classes inside one another"),
    (many(240, "("), "has more than 20 groups or classes inside one another"),
    ("[" + many(240, "&&") + "]", "has more than 20 operations on classes"),
    ("[" + many(100, "a--") + "b]", "has more than 20 operations on classes"),
    ("((a{30}){30}){30}", "repeats too much (more than 2000 states)"),
    ("a{2001}", "repeats too much (more than 2000 states)"),
    ("(a)\\1", "refers to a group or a number ('\\1')"),
    ("(?<n>a)\\k<n>", "refers to a group or a number ('\\k')"),
    ("(?>a)", "has a group that is not known ('(?>')"),
    ("(?(1)a)", "has a group that is not known ('(?(')"),
    ("(?x) a", "has a group that is not known ('(?x')"),
    ("a++", "repeats without going back (a '+' too many)"),
    ("\\Qa\\E", "has an escape that is not known ('\\Q')"),
    ("[]a]", "has a class that begins with ']'; write '\\]'"),
  ]

  @Test(arguments: refusesCases)
  func refuses(pattern: String, reason: String) {
    #expect(throws: TextPattern.Refusal(reason)) { try TextPattern(pattern) }
  }

  @Test func refusesATextThatIsTooLongForIt() throws {
    let pattern = try TextPattern("a{1000}b")
    #expect(throws: TextPattern.Refusal("takes too long on a text of 65536 bytes")) {
      try pattern.occurs(in: many(65_536, "a"))
    }
    #expect(
      TextExpectation(matches: "a{1000}b").mismatch(in: many(65_536, "a"), of: "stdout")?
        .message
        == "stdout cannot be compared: the pattern /a{1000}b/ takes too long on a text of 65536 bytes"
    )
  }
}

private func many(_ count: Int, _ piece: String) -> String {
  String(repeating: piece, count: count)
}
