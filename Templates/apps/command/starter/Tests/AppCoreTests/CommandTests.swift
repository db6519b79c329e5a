import Kit
import Testing

@testable import AppCore

@Test(arguments: [("", 0), ("a", 1), ("a\n", 1), ("a\n\nb", 3)])
func countsLines(_ text: String, _ count: Int) {
  #expect(lineCount(of: Array(text.utf8)) == count)
}

@Test func aFileIsItself() throws {
  #expect(try files(at: "no folder") == ["no folder"])
}

@Test func refusesAFolderThatIsNotThere() {
  #expect(throws: InputError("there is no folder 'nowhere'")) { try contents(of: "nowhere") }
}
