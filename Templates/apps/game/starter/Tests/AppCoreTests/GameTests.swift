import Kit
import Testing

@testable import AppCore

@Test func theSameSeedIsTheSameGame() {
  #expect(Game(seed: 7) == Game(seed: 7))
  #expect(Game(seed: 7) != Game(seed: 8))
}

@Test func wallsHold() {
  var game = Game(seed: 1)
  for _ in 0..<100 { game.press(.left) }
  #expect(game.player.x >= 0)
}

@Test(arguments: 0..<20 as Range<UInt64>)
func canBeWon(seed: UInt64) {
  var game = Game(seed: seed)
  var presses = 0
  while !game.isWon, presses < 100 {
    if game.player.x != game.treasure.x {
      game.press(game.player.x < game.treasure.x ? .right : .left)
    } else {
      game.press(game.player.y < game.treasure.y ? .down : .up)
    }
    presses += 1
  }
  #expect(game.isWon)
  #expect(game.screen().contains { $0.contains("Found in \(presses) steps!") })
}
