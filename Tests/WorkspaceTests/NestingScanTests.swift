import Testing

@testable import Workspace

/// What is nested too deeply to be parsed, and what is only long.
struct NestingScanTests {
  private static let refused: [(String, String)] = [
    ("let a: " + nested(1000, "[", "Int", "]"), "too many '[' inside one another"),
    ("let a = " + nested(30, "[", "1", "]"), "too many '[' inside one another"),
    ("let a = " + many(60, "["), "too many '[' inside one another"),
    ("let a: " + nested(20, "[(A, [", "Int", "])]"), "too many '[' inside one another"),
    ("let a = " + many(3000, nested(10, "[", "1", "]") + "\n"), "too many '[' inside one another"),
    ("let a = " + nested(101, "(", "1", ")"), "more than 100 brackets inside one another"),
    ("let a = " + nested(200, "{ ", "1", " }"), "more than 100 brackets inside one another"),
    (nested(200, "if a { ", "b()", " }"), "more than 100 brackets inside one another"),
    (
      "let a = " + nested(200, "{ [a = ", "1", "] in }"),
      "more than 100 brackets inside one another"
    ),
    ("let a = " + nested(101, #""\("#, "b", #")""#), "more than 100 brackets inside one another"),
    ("let a = " + many(200, "[a, (]"), "more than 100 brackets inside one another"),
    ("let a: " + nested(3000, "A<", "Int", ">"), "more than 100 '<' inside one another"),
    ("let a = a" + many(200, " < a"), "more than 100 '<' inside one another"),
    ("let a = [" + many(200, "a < a, ") + "]", "more than 100 '<' inside one another"),
    ("let a: " + many(3000, "() -> ") + "Int", "more than 100 '->' in a row"),
    ("let a = " + many(10000, "try ") + "b", "more than 100 words such as 'try' in a row"),
    ("let a = " + many(101, "try? // a\n") + "b", "more than 100 words such as 'try' in a row"),
    ("let a: " + many(1000, "repeat ") + "A", "more than 100 words such as 'try' in a row"),
    (nested(1000, "if ", "a", "{}"), "more than 100 words such as 'try' in a row"),
    ("if a {}" + many(10000, " else if a {}"), "more than 500 branches in one 'if'"),
    ("if a {}" + many(501, "\nelse if a == {1}() {}"), "more than 500 branches in one 'if'"),
    (nested(10000, "#if A\n", "", "#endif\n"), "more than 50 '#if' inside one another"),
    ("a" + nested(51, "\n#if A\n.b", "", "\n#endif"), "more than 50 '#if' inside one another"),
    ("let a = " + nested(101, "a ? ", "b", " : c"), "more than 100 '?' before their ':'"),
    ("let a = a" + many(1001, ".a"), "more than 1000 members and calls of one another"),
    ("let a = a" + many(1001, "\n  .a"), "more than 1000 members and calls of one another"),
    ("let a = a" + many(1001, "()"), "more than 1000 members and calls of one another"),
    ("let a = a" + many(1001, "[0]"), "more than 1000 members and calls of one another"),
    ("let a: Int" + many(1001, "?"), "more than 1000 members and calls of one another"),
    ("let a = a" + many(1001, "*.b"), "more than 1000 members and calls of one another"),
    ("let a = a" + many(1001, "<A>"), "more than 1000 members and calls of one another"),
    // Where the parser may see the end of a string elsewhere.
    (
      many(401, "a = \"\\(a \"[\n"),
      "more than 400 brackets inside one another, or in strings that may be code"
    ),
    (
      "f(/\"\"\"/)\n" + many(401, "("),
      "more than 400 brackets inside one another, or in strings that may be code"
    ),
    (
      "f(/[/*]/)\n" + many(401, "("),
      "more than 400 brackets inside one another, or in strings that may be code"
    ),
    (
      "let a = \"\\(a \"" + many(2000, "try "),
      "more than 4000 bytes in a string or a comment that may be code"
    ),
    ("<<<<<<< a\n", "it holds marks of a merge conflict"),
  ]

  @Test(arguments: refused)
  func refuses(text: String, reason: String) {
    #expect(NestingScan.refusal(of: text)?.reason == reason)
  }

  @Test func tellsTheLine() {
    #expect(
      NestingScan.refusal(of: "// a\n\"\"\"\na\n\"\"\"\n" + many(101, "(\n"))
        == NestedTooDeeply(line: 105, reason: "more than 100 brackets inside one another"))
  }

  private static let passed: [String] = [
    "let a = [" + many(20_000, "1, ") + "1]",
    "let a = [" + many(20_000, "[1, 2], ") + "[]]",
    "let a = [" + many(20_000, "\"a\": [\"b\": [1.5, -2]],\n") + "]",
    "let a = a" + many(300, " + a"),
    "let a = a" + many(50_000, "+a"),
    "let a = a" + many(50_000, " + a.b(c)[0]"),
    "let a = a" + many(2000, " ?? b"),
    "let a = " + many(50_000, "a ? b : ") + "c",
    "let a = " + many(50_000, "!") + "a",
    nested(50_000, "/* ", "a", " */"),
    many(50_000, "// ((((((((((((\n"),
    "let a = \"" + many(50_000, "[(") + "\"",
    "let a = #\"" + many(500, "\\(\"") + "\"#",
    "let a = \"\"\"\n" + many(500, "((\n") + "\"\"\"",
    many(5000, "let a = try await b < c\n"),
    many(5000, "#expect(a.b(c) == d)\n"),
    many(5000, "@Test func a() -> Int { b?.c! }\n"),
    many(5000, "  func a() -> (Int) -> Int\n"),
    many(5000, "static let a = Self(rawValue: 1 << 3)\n"),
    many(5000, "#if A\n#elseif B\n#endif\n"),
    many(5000, "if a { b() } else if c { d() } else { e() }\n"),
    many(5000, "switch a { case .b(let c) where c > 1: d\ndefault: e }\n"),
    many(5000, "let a = \"\\(b.map { \"\\($0)\" }.joined(separator: \", \")) (\"\n"),
    many(5000, "let a = b / c // (\n"),
    many(150, "let a = /\"([^\"]*)\"/\n"),
    nested(90, "{ ", "a", " }"),
    "}}}}]])",
    "\"\\(",
    "\"\"\"",
    "/*",
    "#",
    "",
  ]

  @Test(arguments: passed)
  func passes(text: String) {
    #expect(NestingScan.refusal(of: text) == nil)
  }
}

private func many(_ count: Int, _ piece: String) -> String {
  String(repeating: piece, count: count)
}

private func nested(_ count: Int, _ open: String, _ middle: String, _ close: String) -> String {
  many(count, open) + middle + many(count, close)
}
