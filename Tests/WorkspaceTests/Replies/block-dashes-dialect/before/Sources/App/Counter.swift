struct Counter {
  var words = 0

  mutating func add(_ line: String) {
    words += line.split(separator: " ").count
  }

  func report() -> String {
    "\(words) words"
  }
}
