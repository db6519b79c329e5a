import Testing

@testable import AppCore

@Test func countsOneByOne() {
  var tally = Tally()
  tally.count()
  tally.count()
  #expect(tally.total == 2)
}
