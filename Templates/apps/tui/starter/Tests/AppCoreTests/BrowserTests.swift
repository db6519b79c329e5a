import Kit
import Testing

@testable import AppCore

@Test func movesWithinTheList() {
  var browser = Browser(items: ["one", "two"])
  for key in [Key.down, .down, .down] { browser.press(key) }
  #expect(browser.screen()[2] == " > two")
}

@Test func narrowsByWhatIsTyped() {
  var browser = Browser(items: ["one", "two", "Tree"])
  for key in Key.keys(in: "/t\r".utf8) { browser.press(key) }
  #expect(browser.shown == ["two", "Tree"])
  #expect(browser.screen()[0] == " 2 of 3")
}

@Test func anEmptyListIsNoTrouble() {
  var browser = Browser(items: [])
  browser.press(.down)
  browser.press(.character("q"))
  #expect(browser.isDone && browser.screen(width: 1, height: 1).count == 1)
}
