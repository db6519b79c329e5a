/// Tests that have begun and not ended, in the order in which they began.
struct RunningTests {
  private var begun: [String: Int] = [:]
  private var count = 0

  mutating func begin(_ test: String) {
    count += 1
    begun[test] = count
  }

  mutating func end(_ test: String) { begun[test] = nil }

  var inOrder: [String] { begun.sorted { $0.value < $1.value }.map(\.key) }
}
