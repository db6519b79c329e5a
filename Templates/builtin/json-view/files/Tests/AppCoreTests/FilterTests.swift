import Testing

@testable import AppCore

/// The lines that come out for a text that goes in.
func run(_ text: String, _ words: [String] = ["--path", "."]) throws -> [String] {
  let options = try Options(Arguments(words, rules: Options.rules))
  var output: [String] = []
  try filter(text.split(separator: "\n").map(String.init), options: options) { output.append($0) }
  return output
}

@Test func indentsAndKeepsOrderAndSpelling() throws {
  #expect(
    try run(#"{"z":1.0e2,"a":["x\u00e9\n",[],{}]}"#) == [
      "{", #"  "z": 1.0e2,"#, #"  "a": ["#, #"    "x\u00e9\n","#, "    [],", "    {}", "  ]", "}",
    ])
}

@Test(arguments: [
  (".a", ["1"]), (".b[0].c", [#""x""#]), (".b[-1].c", [#""y""#]), (".b[*].c", [#""x""#, #""y""#]),
  ("b[1].c", [#""y""#]), (".b[].d", ["true"]),
])
func followsPaths(path: String, expected: [String]) throws {
  let text = #"{"a":1,"b":[{"c":"x","d":true},{"c":"y"}]}"#
  #expect(try run(text, ["--path", path]) == expected)
}

@Test func rawStringsHaveNoQuotes() throws {
  #expect(try run(#"["a\"b","\ud83d\ude00"]"#, ["--path", "[*]", "--raw"]) == [#"a"b"#, "😀"])
}

@Test func showsSeveralDocuments() throws {
  #expect(try run("{\"a\":1}\n{\"a\":2}", ["--path", ".a"]) == ["1", "2"])
}

@Test(arguments: [
  ("{\"a\":}", "line 1, column 6: expected a value"),
  ("[1,]", "line 1, column 4: expected a value"),
  ("[1 2]", "line 1, column 4: expected ',' or ']'"),
  ("{\n\"a\" 1}", "line 2, column 5: expected ':' after a key"),
  ("{a:1}", "line 1, column 2: expected a key in quotes"),
  ("\"abc", "line 1, column 5: a string does not end"),
  ("[01]", "line 1, column 2: expected a value"), ("nul", "line 1, column 1: expected a value"),
  ("\"\\x\"", "line 1, column 3: an unknown escape in a string"),
  ("[", "line 1, column 2: the text ends where a value was expected"), ("", "the input is empty"),
])
func saysWhatIsWrongAndWhere(text: String, message: String) {
  #expect(throws: InputError(message)) { try run(text) }
}

@Test func refusesWhatIsTooDeep() {
  #expect(throws: InputError.self) { try run(String(repeating: "[", count: 100_000)) }
}

@Test func manyFlatValuesAreNotDeep() throws {
  let text = "[" + Array(repeating: "[[]]", count: 2000).joined(separator: ",") + "]"
  #expect(try run(text).count == 2000 * 3 + 2)
}

@Test(arguments: [
  (".x", "nothing at this path: there is no key 'x'"),
  (".a.b", "nothing at this path: the value above 'b' is not an object"),
  (".l[2]", "nothing at this path: there is no element 2; the array has 1"),
])
func saysWhyThereIsNothing(path: String, message: String) {
  #expect(throws: InputError(message)) { try run(#"{"a":1,"l":[0]}"#, ["--path", path]) }
}

@Test(arguments: ["a..b", "a[", "a[x]", "a."])
func refusesWhatIsNoPath(path: String) {
  #expect(throws: UsageError.self) { try run("1", ["--path", path]) }
}

@Test func usualPath() throws {
  #expect(try Options(Arguments([], rules: Options.rules)).path == Path("__PATH__"))
}
