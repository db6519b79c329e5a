import Behaviour
import Testing
import Workspace

/// Inputs made from others: few that tell, many by shape, and smaller ones.
struct InputTests {
  static let table = "city,name,amount\nBerlin,Ann,3\nParis,Bob,4\nRome,Cy,19\n"

  @Test func changesNumbersLinesAndAll() {
    let inputs = InputVariation.telling(of: Input(stdin: "a,19\nb,2\nc,x\nd,7\n")).map(
      \.input.stdin)
    #expect(inputs == ["a,18\nb,3\nc,x\nd,8\n", "a,19\nb,2\n", ""])
  }

  @Test func leavesOutWhatIsTheSame() {
    #expect(InputVariation.telling(of: Input(stdin: "hey")).map(\.what) == ["an empty input"])
    #expect(InputVariation.telling(of: Input(arguments: ["list"])) == [])
  }

  @Test func changesFilesToo() {
    let all = InputVariation.telling(of: Input(arguments: ["a.txt"], files: ["a.txt": "1\n"]))
    #expect(all.map(\.input.files) == [["a.txt": "2\n"], ["a.txt": ""]])
    #expect(all.allSatisfy { $0.input.arguments == ["a.txt"] })
  }

  @Test func theLastRunIsTriedAlone() {
    let listed = Input(before: [Example.Run(arguments: ["add", "2"])], arguments: ["list", "1"])
    let all = InputVariation.telling(of: listed)
    #expect(all.map(\.what) == ["other numbers", "none of the runs before it"])
    #expect(all.map(\.input.arguments) == [["list", "2"], ["list", "1"]])
    #expect(all.map(\.input.before) == [listed.before, []])
  }

  @Test func argumentsChangeIfThereIsNothingElse() {
    #expect(
      InputVariation.telling(of: Input(arguments: ["--n", "10"])).map(\.input.arguments)
        == [["--n", "11"]])
  }

  static let tableChanges: [(String, String)] = [
    ("no lines of data", "city,name,amount\n"),
    ("its lines in reverse", "city,name,amount\nRome,Cy,19\nParis,Bob,4\nBerlin,Ann,3\n"),
    (
      "its first line twice",
      "city,name,amount\nBerlin,Ann,3\nBerlin,Ann,3\nParis,Bob,4\nRome,Cy,19\n"
    ),
    ("an empty last cell", "city,name,amount\nBerlin,Ann,\nParis,Bob,4\nRome,Cy,19\n"),
    ("a quoted comma", "city,name,amount\nBerlin,\"Ann, and more\",3\nParis,Bob,4\nRome,Cy,19\n"),
    ("a negative number", "city,name,amount\nBerlin,Ann,-7\nParis,Bob,4\nRome,Cy,19\n"),
    ("no last line end", "city,name,amount\nBerlin,Ann,3\nParis,Bob,4\nRome,Cy,19"),
    ("line ends of Windows", "city,name,amount\r\nBerlin,Ann,3\r\nParis,Bob,4\r\nRome,Cy,19\r\n"),
  ]

  @Test(arguments: tableChanges) func aTableChangesByItsShape(what: String, text: String) {
    let all = InputVariation.all(of: Input(stdin: Self.table))
    #expect(all.first { $0.what == what }?.input.stdin == text)
  }

  static let inputs: [Input] = [
    Input(stdin: table), Input(stdin: "one two\nthree\n"), Input(stdin: #"{"a": [1, 2]}"#),
    Input(arguments: ["a.csv"], files: ["a.csv": table]), Input(arguments: ["--n", "10"]), Input(),
  ]

  @Test(arguments: inputs) func variationsAreOthersAndFortyAtMost(_ input: Input) {
    let all = InputVariation.all(of: input)
    #expect((input == Input() ? 1...5 : 5...40).contains(all.count), "\(all.map(\.what))")
    for (number, variation) in all.enumerated() {
      #expect(variation.input != input)
      #expect(!all.dropFirst(number + 1).contains { $0.input == variation.input })
      #expect(variation.input.files.keys == input.files.keys)
    }
    #expect(Set(all.map(\.what)).count == all.count)
  }

  @Test func aThousandLinesRepeatWhatIsThere() {
    let all = InputVariation.all(of: Input(stdin: Self.table))
    let many = all.first { $0.what == "a thousand lines" }
    #expect(many?.input.stdin.split(separator: "\n").count == 1001)
  }

  @Test func shrinksToTheLineThatShowsIt() async {
    var tries = 0
    let lines = (1...500).map { (row: Int) -> String in
      row == 317 ? "row \(row),,x\n" : "row \(row),1,x\n"
    }
    let input = Input(before: [Example.Run(arguments: ["add"])], stdin: lines.joined())
    let smallest = await Shrinking.smallest(of: input, tries: 200) {
      tries += 1
      return $0.stdin.contains(",,")
    }
    #expect(smallest == Input(stdin: ",,\n"))
    #expect(tries <= 200)
  }

  @Test func shrinkingStopsAfterItsTries() async {
    let input = Input(stdin: Self.table)
    let smallest = await Shrinking.smallest(of: input, tries: 1) { _ in true }
    #expect(smallest == Input(stdin: ""))
    #expect(await Shrinking.smallest(of: input, tries: 9) { _ in false } == input)
  }
}
