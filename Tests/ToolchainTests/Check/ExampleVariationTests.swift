import Testing
import Toolchain
import Workspace

@Suite struct ExampleVariationTests {
  private func example(
    _ arguments: [String] = [], stdin: String = "", files: [String: String] = [:]
  ) -> Example {
    Example(
      name: "e", arguments: arguments, stdin: stdin, files: files, expect: Example.Expectation())
  }

  @Test func changesNumbersLinesAndAll() {
    let inputs = ExampleVariation.all(of: example(stdin: "a,19\nb,2\nc,x\nd,7\n")).map(
      \.example.stdin)
    #expect(inputs == ["a,18\nb,3\nc,x\nd,8\n", "a,19\nb,2\n", ""])
  }

  @Test func leavesOutWhatIsTheSame() {
    #expect(
      ExampleVariation.all(of: example(stdin: "hey")).map(\.what) == ["an empty input"])
    #expect(ExampleVariation.all(of: example(["list"])) == [])
  }

  @Test func changesFilesToo() {
    let all = ExampleVariation.all(of: example(["a.txt"], files: ["a.txt": "1\n"]))
    #expect(all.map(\.example.files) == [["a.txt": "2\n"], ["a.txt": ""]])
    #expect(all.allSatisfy { $0.example.arguments == ["a.txt"] })
  }

  @Test func theLastRunIsTriedAlone() {
    var listed = example(["list", "1"])
    listed.before = [Example.Run(arguments: ["add", "2"])]
    let all = ExampleVariation.all(of: listed)
    #expect(all.map(\.what) == ["other numbers", "none of the runs before it"])
    #expect(all.map(\.example.arguments) == [["list", "2"], ["list", "1"]])
    #expect(all.map(\.example.before) == [listed.before, []])
  }

  @Test func argumentsChangeWhereThereIsNothingElse() {
    #expect(
      ExampleVariation.all(of: example(["--n", "10"])).map(\.example.arguments) == [["--n", "11"]])
  }
}
