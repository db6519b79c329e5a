import Kit
import Testing

@testable import AppCore

@Test(arguments: [
  ("One two. Three", 3, 2), ("\"Is it?\" she asked.", 4, 2), ("", 0, 0), ("…", 0, 0), ("a", 1, 1),
  ("don't 3.5 e.g.", 3, 1),
])
func countsWordsAndSentences(text: String, words: Int, sentences: Int) {
  let figures = Figures(text)
  #expect(figures.words.count == words)
  #expect(figures.sentences == sentences || words == 0)
}

@Test func countsLinesAndParagraphs() {
  let figures = Figures("a\nb\n\n\nc\n")
  #expect(figures.lines == 5)
  #expect(figures.paragraphs == 2)
  #expect(figures.characters == 3)
}

@Test func ranksWordsWhateverTheirCase() {
  #expect(Figures("b A a").ranked.map(\.word) == ["a", "b"])
}

@Test func anEmptyTextIsSaid() {
  #expect(report(on: " \n").markup.contains("The text is empty."))
}
