import Kit
import Testing

@testable import AppCore

private let table = try? Table(csv: "city,amount\nOslo,1\nBonn,2\nOslo,4.5\n")

@Test func saysWhatComesMostOften() throws {
  let page = try report(on: try #require(table)).markup
  #expect(page.contains("Oslo comes most often in city: 2 of 3 rows."))
  #expect(page.contains("<td>amount</td><td class=\"n\">1</td><td class=\"n\">2.5</td>"))
}

@Test func aTableWithoutRowsIsSaid() throws {
  let markup = try report(on: Table(csv: "a,b\n")).markup
  #expect(markup.contains("The table has no rows."))
}

@Test func refusesAColumnThatIsNotThere() {
  #expect(throws: InputError("there is no column 'x'; the columns are city, amount")) {
    try report(on: try #require(table), by: "x")
  }
}
