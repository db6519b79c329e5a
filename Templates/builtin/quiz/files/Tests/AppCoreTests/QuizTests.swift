import Kit
import Testing

@testable import AppCore

@Test func aCardComesAgainUntilItIsKnown() throws {
  var quiz = try Quiz("a;1\nb;2\n")
  for key in Key.keys(in: " n".utf8) { quiz.press(key) }
  #expect(quiz.open.map(\.question) == ["b", "a"])
  for key in Key.keys(in: " y y".utf8) { quiz.press(key) }
  #expect(quiz.open.isEmpty)
  #expect(quiz.screen().contains { $0.contains("1 of 2 at once") })
}

@Test func anAnswerIsJudgedOnlyWhenItWasShown() throws {
  var quiz = try Quiz("a\t1")
  quiz.press(.character("y"))
  #expect(quiz.open.count == 1)
}

@Test(arguments: ["", "a", "a;", ";b", "a;b\n\nc"])
func refusesWhatIsNoCard(_ text: String) {
  #expect(throws: InputError.self) { try Quiz(text) }
}

@Test func fitsAnyFrame() throws {
  #expect(try Quiz("a;1").screen(width: 1, height: 1).count == 1)
}
