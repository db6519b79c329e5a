/// What a test program told, line by line: no more of it than is read.
struct ToldLines {
  var lines: [ArraySlice<UInt8>]
  /// True if it told more than that.
  var isCut: Bool
  /// True if not all lines are those of the entry point.
  var isForged = false

  /// The most bytes that are read of an app that a model wrote: some thousand tests' worth.
  static let most = 4 << 20
  /// The same of other people's packages, which may have ten thousands of tests.
  static let mostOfPackages = 64 << 20

  /// Cuts `bytes`, of which more than `limit` were read if there were more, into lines.
  ///
  /// A line that was cut, by that or by the program's end, is left out.
  init(_ bytes: [UInt8], limit: Int) {
    isCut = bytes.count > limit
    let end = bytes.prefix(limit).lastIndex(of: UInt8(ascii: "\n")) ?? 0
    lines = bytes[..<end].split(separator: UInt8(ascii: "\n"))
  }
}
