import Testing
import Workspace

@Suite struct DataSummaryTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var content: String
    var headline: String
    var columns: [String] = []
    var shape: String
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(
      name: "sales.csv", content: "city,amount,day\nOslo,1,2024-03-02\nBergen,2.5,2024-01-09\n",
      headline: "56 bytes, CSV with a header line, 2 rows",
      columns: [
        "city: text, for example \"Oslo\", \"Bergen\"", "amount: decimal, 1 to 2.5",
        "day: date, 2024-01-09 to 2024-03-02",
      ], shape: "table,true[city,amount,day]"),
    Case(
      name: "quoted.csv", content: "a;b\n\"x;1\";2\n\"say \"\"hi\"\"\";\n",
      headline: "26 bytes, CSV with semicolons with a header line, 2 rows",
      columns: [
        "a: text, for example \"x;1\", \"say \"hi\"\"", "b: integer, 2 to 2, some empty",
      ], shape: "table;true[a,b]"),
    Case(
      name: "numbers.tsv", content: "1\t2\n3\t4\n5\t6\n",
      headline: "12 bytes, a table with tabs without a header line, 3 rows",
      columns: ["column 1: integer, 1 to 5", "column 2: integer, 2 to 6"],
      shape: "table\tfalse[column 1,column 2]"),
    Case(
      name: "people.json",
      content: #"[{"name":"Ann","age":3,"at":{"x":1}},{"name":"Bo","age":40}]"#,
      headline: "60 bytes, JSON",
      columns: [
        "name: text, for example \"Ann\", \"Bo\"", "age: integer, 3 to 40", "at.x: integer, 1 to 1",
      ], shape: "json[name,age,at.x]"),
    // Digits in quotes are text to whoever decodes them.
    Case(
      name: "votes.json",
      content: #"{"ok":true,"votes":[{"by":"7","order":["b","a"]},{"by":"8","order":["a",1]}]}"#,
      headline: "77 bytes, JSON",
      columns: [
        "ok: boolean", "votes[].by: text, for example \"7\", \"8\"",
        "votes[].order[]: text, for example \"b\", \"a\", \"1\"",
      ], shape: "json[ok,votes[].by,votes[].order[]]"),
    Case(
      name: "events.jsonl", content: "{\"e\":\"a\"}\n{\"e\":\"b\",\"n\":null}\n",
      headline: "29 bytes, JSON, one value a line, 2 lines",
      columns: ["e: text, for example \"a\", \"b\"", "n: text, some empty"], shape: "jsonl[e,n]"),
    Case(
      name: "access.log",
      content: """
        127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 2326
        10.0.0.7 - bo [10/Oct/2000:13:55:40 -0700] "GET /a HTTP/1.0" 404 12 "-" "curl"

        """,
      headline: "148 bytes, a web server's log (common log format), 2 lines", shape: "log web"),
    Case(
      name: "app.log", content: "2024-01-02 03:04:05 start\n2024-01-02 03:04:06,12 stop, done\n",
      headline: "60 bytes, a log whose lines begin with date or time, 2 lines",
      shape: "log timestamped"),
    Case(
      name: "syslog",
      content: "Oct 11 22:14:15 host app[1]: up\nOct 11 22:14:16 host app[1]: down\n",
      headline: "66 bytes, a syslog, 2 lines", shape: "log syslog"),
    Case(
      name: "fmt.log", content: "at=info path=/ ms=3\nat=warn path=/b ms=40\n",
      headline: "42 bytes, a log of key=value pairs (logfmt), 2 lines", shape: "log keyValue"),
    Case(
      name: "poem.txt", content: "Roses, red\nViolets, blue\n", headline: "25 bytes, text, 2 lines",
      shape: "text"),
    Case(name: "nothing", content: "", headline: "0 bytes, empty", shape: "empty"),
  ])
  func tellsWhatDataIs(_ test: Case) {
    let bytes = Array(test.content.utf8)
    let summary = DataSummary(name: test.name, head: bytes, bytes: bytes.count, isWhole: true)
    #expect(summary.headline == test.headline)
    #expect(summary.columns.map(\.text) == test.columns)
    #expect(summary.shape.description == test.shape)
  }

  @Test(arguments: [
    (
      false,
      [
        "3 × # INFO start id=# GET /a/#", "2 × # INFO end id=# ms=#", "1 × # WARN wait lock=abc",
      ]
    ),
    (
      true,
      [
        "3 × # XXXX xxxxx xx=# XXX /x/#", "2 × # XXXX xxx xx=# xx=#", "1 × # XXXX xxxx xxxx=xxx",
      ]
    ),
  ])
  func tellsTheKindsOfALogsLines(redacts: Bool, kinds: [String]) {
    let log = """
      2026-11-27T10:00:07.907Z INFO start id=03b134 GET /a/7
      2026-11-27T10:00:07.908Z INFO start id=1 GET /a/8
      2026-11-27T10:00:07.909Z INFO end id=1 ms=17
      2026-11-27T10:00:07.910Z WARN wait lock=abc
      2026-11-27T10:00:07.911Z INFO start id=2c GET /a/9
      2026-11-27T10:00:07.912Z INFO end id=2c ms=9

      """
    let bytes = Array(log.utf8)
    let summary = DataSummary(
      name: "l", head: bytes, bytes: bytes.count, isWhole: true, redacts: redacts)
    #expect(summary.notes == kinds)
  }

  @Test func estimatesWhatItHasNotSeen() {
    let row = "Oslo,17\n"
    let head = Array(("city,amount\n" + String(repeating: row, count: 1000)).utf8.prefix(4096))
    let summary = DataSummary(name: "big", head: head, bytes: 2_000_000_000, isWhole: false)
    #expect(summary.headline == "2000000000 bytes, CSV with a header line, about 250000000 rows")
    #expect(summary.sample.split(separator: "\n").count == 20)
    let pipe = DataSummary(name: "-", head: head, bytes: nil, isWhole: false)
    #expect(pipe.headline == "CSV with a header line")
  }

  @Test func readsTheBeginningOfOneLongJSON() {
    let whole =
      "[" + (0..<400).map { "{\"id\": \($0), \"tags\": [\"a\", \"b\"]}" }.joined(separator: ",")
      + "]"
    for length in [30, 31, 40, 47, 200, 4000] {
      let head = Array(whole.utf8.prefix(length))
      let summary = DataSummary(name: "j", head: head, bytes: nil, isWhole: false)
      #expect(summary.kind == .json, "\(length)")
      #expect(summary.columns.first?.name == "id", "\(length)")
    }
  }

  @Test(
    arguments: [
      (
        [
          0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0,
          1, 0, 0, 0, 0, 9,
        ],
        "a PNG picture, 256×9"
      ),
      (Array("GIF89a".utf8) + [3, 0, 4, 0], "a GIF picture, 3×4"),
      (
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 11, 8, 0, 5, 0, 6, 1, 1, 1, 1],
        "a JPEG picture, 6×5"
      ),
      (Array("SQLite format 3\0".utf8), "a SQLite database"),
      ([0, 1, 2, 3], "binary data"),
      ([0xC3], "binary data"),
    ] as [([UInt8], String)])
  func tellsBinaryDataApart(bytes: [UInt8], kind: String) {
    let summary = DataSummary(name: "b", head: bytes, bytes: bytes.count, isWhole: true)
    #expect(summary.headline == "\(bytes.count) bytes, \(kind)")
    #expect(summary.sample == "")
  }

  @Test func aCharacterCutAtTheEndIsStillText() {
    let head = Array("å ö ü".utf8.dropLast())
    #expect(DataSummary(name: "t", head: head, bytes: 99, isWhole: false).kind == .text)
    #expect(DataSummary(name: "t", head: head, bytes: head.count, isWhole: true).kind == .binary)
  }

  @Test func redactionKeepsTheShape() {
    let table = Array("Name,Code\nAnn Lee,A-17\n\"Ö, x\",B-2\n".utf8)
    let summary = DataSummary(
      name: "t", head: table, bytes: table.count, isWhole: true, redacts: true)
    #expect(summary.sample == "Name,Code\nXxx Xxx,X-99\n\"X, x\",X-9\n")
    #expect(summary.columns.map(\.values) == [["Xxx Xxx", "X, x"], ["X-99", "X-9"]])
    #expect(summary.headline.hasSuffix("2 rows, values redacted"))
    let json = Array(#"{"name": "Ann", "n": 12}"#.utf8)
    #expect(
      DataSummary(name: "j", head: json, bytes: json.count, isWhole: true, redacts: true).sample
        == #"{"name": "Xxx", "n": 99}"#)
  }
}
