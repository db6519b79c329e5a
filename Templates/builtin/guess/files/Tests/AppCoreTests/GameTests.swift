import Kit
import Testing

@testable import AppCore

private func typing(_ text: String, in game: inout Game) {
  for key in Key.keys(in: text.utf8) { game.press(key) }
}

@Test func isWonByItsNumber() {
  var game = Game(seed: 3)
  typing("\(game.number)\r", in: &game)
  #expect(game.isWon && game.guesses == 1)
  #expect(game.screen().contains { $0.contains("is right!") })
}

@Test func saysHigherAndLower() {
  for seed in 1...20 {
    var game = Game(seed: UInt64(seed))
    guard game.number > 1 else { continue }
    typing("1\r", in: &game)
    #expect(game.answer == "1 is too low")
  }
}

@Test func wrongNumbersAreNotCounted() {
  var game = Game(seed: 1)
  typing("0\r\rx999999999999\r", in: &game)
  #expect(game.guesses == 0)
}

@Test func beginsAgainWithAnotherNumber() {
  var game = Game(seed: 1)
  typing("1\rn", in: &game)
  #expect(game.guesses == 0 && !game.isWon)
  #expect(game.screen(width: 1, height: 1).count == 1)
}
