import Kit
import Testing

@testable import AppCore

private let csv = "__GROUP__,__VALUE__\nOslo,4\nBonn,2\nBonn,4\nBonn,6\nOslo,6\n"

@Test func calculatesForEachGroup() throws {
  let rows = try Rows(path: ":memory:")
  #expect(try rows.add(Table(csv: csv)) == 5)
  let results = try rows.results()
  #expect(results.contains(["Oslo", "__RESULT__"]))
  #expect(results.contains(["Bonn", "__OTHERRESULT__"]))
}

@Test func theSameFileIsTakenOnceButEqualRowsAreKept() throws {
  let rows = try Rows(path: ":memory:")
  let table = try Table(csv: "__GROUP__,__VALUE__\nOslo,5\nOslo,5\n")
  #expect(try rows.add(table) == 2)
  #expect(try rows.add(table) == 0)
}

@Test func refusesATableWithoutTheColumns() throws {
  let rows = try Rows(path: ":memory:")
  #expect(throws: InputError.self) { try rows.add(Table(csv: "a,b\n1,2\n")) }
  #expect(try rows.results().isEmpty)
}
