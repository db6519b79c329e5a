import Foundation
import Testing

@testable import AppCore

/// A list with these entries.
private func list(_ texts: String...) throws -> TodoList {
  var list = TodoList()
  for text in texts { try list.add(text) }
  return list
}

@Test func startsEmpty() {
  #expect(TodoList().lines == ["Nothing to do."])
}

@Test func addsInOrder() throws {
  #expect(
    try list("buy milk", " call\nmum ").lines == [
      "1 [ ] buy milk", "2 [ ] call mum", "0 of 2 done",
    ])
}

@Test func marksAsDone() throws {
  var list = try list("a", "b")
  try list.finish(2)
  try list.finish(2)
  #expect(list.lines == ["1 [ ] a", "2 [x] b", "1 of 2 done"])
}

@Test func removesAndMovesUp() throws {
  var list = try list("a", "b", "c")
  #expect(try list.remove(2).text == "b")
  #expect(list.lines == ["1 [ ] a", "2 [ ] c", "0 of 2 done"])
}

@Test func numbersStandInAColumn() throws {
  var list = TodoList()
  for number in 1...10 { try list.add("n\(number)") }
  #expect(list.lines.first == " 1 [ ] n1")
  #expect(list.lines.dropLast().last == "10 [ ] n10")
}

@Test(arguments: [0, -1, 3, Int.max])
func refusesEntriesThatAreNotThere(number: Int) throws {
  var list = try list("a", "b")
  #expect(throws: TodoError("there is no entry \(number); there are 1 to 2")) {
    try list.finish(number)
  }
  #expect(throws: TodoError.self) { try list.remove(number) }
}

@Test func refusesEmptyText() {
  #expect(throws: TodoError("there is no text to add")) { try list(" \n ") }
}

@Test func survivesSavingAndLoading() throws {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).json").path
  defer { try? FileManager.default.removeItem(atPath: path) }
  let file = JSONFile(path: path, empty: TodoList())
  var list = try list("a", "b")
  try list.finish(1)
  try file.save(list)
  #expect(try file.load() == list)
}
