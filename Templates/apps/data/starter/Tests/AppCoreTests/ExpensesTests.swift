import Kit
import Testing

@testable import AppCore

private let csv = """
  date,category,amount
  2025-01-02,food,3.5
  2025-01-03,rent,500
  2025-02-01,food,4

  """

@Test func addsUpWhatIsImported() throws {
  let expenses = try Expenses(path: ":memory:")
  #expect(try expenses.add(Table(csv: csv)) == 3)
  #expect(try expenses.totals() == [["rent", "500", "1"], ["food", "7.5", "2"]])
  #expect(try expenses.list(from: "2025-02-01") == [["2025-02-01", "food", "4"]])
}

@Test func theSameRowsAreTakenOnce() throws {
  let expenses = try Expenses(path: ":memory:")
  #expect(try expenses.add(Table(csv: csv)) == 3)
  #expect(try expenses.add(Table(csv: csv)) == 0)
}

@Test func aWrongRowLeavesAllAsItWas() throws {
  let expenses = try Expenses(path: ":memory:")
  let table = try Table(csv: csv + "yesterday,food,1\n")
  #expect(throws: InputError("row 5: 'yesterday' is no date like 2025-01-31")) {
    try expenses.add(table)
  }
  #expect(try expenses.list().isEmpty)
}

@Test func showsTables() {
  #expect(
    textTable(columns: ["name", "n"], rows: [["a", "10"], ["long one", "2"]]) == [
      "name       n", "a         10", "long one   2",
    ])
  #expect(textTable(columns: ["name"], rows: []) == ["(no rows)"])
}
