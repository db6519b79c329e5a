import Kit
import Testing

@testable import AppCore

@Test func headingsAreSlides() throws {
  let talk = try Talk("# T\n## A\n- one\n## B\nwords\n")
  #expect(talk.deck.headings == ["A", "B"])
  #expect(talk.count == "3 slides")
}

@Test func aTitleAloneIsOneSlide() throws {
  #expect(try Talk("Title\n").count == "1 slide")
}

@Test func wordsStayWords() throws {
  #expect(try Talk("# T\n## <b>\n").deck.markup.contains("<h2>&lt;b&gt;</h2>"))
}

@Test func refusesAnEmptyOutline() {
  #expect(throws: InputError("the outline is empty")) { try Talk("") }
}
