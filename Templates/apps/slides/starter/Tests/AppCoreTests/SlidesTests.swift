import Kit
import Testing

@testable import AppCore

@Test func everyLineIsASlide() throws {
  let deck = try deck(from: "Title\n\nOne\nTwo & <three>\n")
  #expect(deck.headings == ["One", "Two & <three>"])
  #expect(deck.markup.contains("<h1>Title</h1>"))
  #expect(deck.markup.contains("<h2>Two &amp; &lt;three&gt;</h2>"))
}

@Test func refusesAnEmptyText() {
  #expect(throws: InputError("there are no words for a slide")) { try deck(from: "\n\n") }
}
