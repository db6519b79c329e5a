/// Takes a program's output piece by piece and returns what of it may go on.
protocol OutputFilter {
  mutating func filter(_ bytes: [UInt8]) -> [UInt8]
  /// What is to follow the last piece.
  mutating func finish() -> [UInt8]
}
