/// How much two words look alike, to guess what was meant by a mistyped one.
package enum Similarity {
  /// The word that is nearest to `word`: one slip of the keyboard away, or two in a long word.
  ///
  /// - Returns: Nil if none is near enough.
  package static func nearest(to word: String, among words: [String]) -> String? {
    let bytes = Array(word.utf8.prefix(longest))
    let allowed = bytes.count < 3 ? 0 : bytes.count < 6 ? 1 : 2
    return words.map { ($0, distance(bytes, Array($0.utf8.prefix(longest)))) }
      .filter { $0.1 > 0 && $0.1 <= allowed }
      .min { $0.1 < $1.1 }?.0
  }

  private static let longest = 64

  /// How many bytes to insert, delete, replace or swap with their neighbour make `b` of `a` (optimal string
  /// alignment).
  package static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var before: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
        row.append(best)
      }
      (before, last) = (last, row)
    }
    return last[b.count]
  }
}
