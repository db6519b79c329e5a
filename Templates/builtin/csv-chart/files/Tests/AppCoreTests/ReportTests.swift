import Kit
import Testing

@testable import AppCore

@Test func calculatesForEachGroup() throws {
  let table = try Table(csv: "__GROUP__,__VALUE__\nOslo,4\nBonn,2\nBonn,4\nBonn,6\nOslo,6\n")
  let found = try results(in: table)
  #expect(found.first { $0.label == "Oslo" }?.value == __RESULT__)
  #expect(found.first { $0.label == "Bonn" }?.value == __OTHERRESULT__)
}

@Test func aTableWithoutRowsIsSaid() throws {
  let page = try report(on: Table(csv: "__GROUP__,__VALUE__\n"))
  #expect(page.markup.contains("The table has no rows."))
}

@Test func refusesATableWithoutTheColumn() {
  #expect(throws: InputError("there is no column '__GROUP__'; the columns are a")) {
    try report(on: Table(csv: "a\n1\n"))
  }
}
