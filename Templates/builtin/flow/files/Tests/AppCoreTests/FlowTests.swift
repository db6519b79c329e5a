import Kit
import Testing

@testable import AppCore

@Test func everyNameIsOneBoxInItsRow() throws {
  let flow = try Flow("a -> b\na -> c\nb -> d\nc → d\na -> b\n")
  #expect(flow.names == ["a", "b", "c", "d"])
  #expect(flow.arrows.count == 4)
  #expect(flow.rows == [[0], [1, 2], [3]])
}

@Test func circlesEnd() throws {
  #expect(try Flow("a -> b -> a\nc -> c").rows == [[0, 2], [1]])
}

@Test func wordsStayWords() throws {
  #expect(try Flow("<b> -> c").picture.markup.contains(">&lt;b&gt;</tspan>"))
}

@Test(arguments: [
  ("", "there is nothing to draw"), ("a ->", "line 1: an arrow needs a name on both sides"),
])
func refusesWhatIsNoFlow(_ text: String, _ message: String) {
  #expect(throws: InputError(message)) { try Flow(text) }
}
