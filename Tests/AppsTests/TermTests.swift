import Apps
import Testing

/// The words of a term say how long it is.
@Suite struct TermTests {
  static let lengths = ["a day": 86_400.0, "a week": 604_800.0, "a month": 2_592_000.0]

  @Test(arguments: [Term.life, .trash, .tool, .sweep]) func wordsAndSecondsAgree(_ term: Term) {
    #expect(Self.lengths[term.words] == term.seconds)
  }
}
