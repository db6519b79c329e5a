import Kit
import Testing

@testable import AppCore

@Test(arguments: [(1, "0:01"), (61, "1:01"), (3605, "1:00:05")])
func showsTheTime(seconds: Int, text: String) {
  #expect(Countdown(seconds: seconds).text == text)
}

@Test func stopsAtZero() {
  var clock = Countdown(seconds: 2)
  for _ in 0..<5 { clock.tick() }
  #expect(clock.left == 0)
  #expect(clock.screen().contains { $0.contains("Time is up") })
  clock.press(.character("r"))
  #expect(clock.left == 2)
}

@Test func standsStillWhilePaused() {
  var clock = Countdown(seconds: 5)
  clock.press(.character(" "))
  clock.tick()
  #expect(clock.left == 5 && clock.isPaused)
}

@Test func wrongTimesAndSmallFramesAreNoTrouble() {
  #expect(Countdown(seconds: -3).left == 1)
  #expect(Countdown(seconds: 9).screen(width: 1, height: 1).count == 1)
}
