struct Counter {
  var words = 0

  mutating func add(_ line: String) {
    words += line.count
  }

  func report() -> String {
    "\(words) words"
  }
}
