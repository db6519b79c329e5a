/// Whether every count of an output is twice what it was, and nothing else is other.
enum DoubledCounts {
  /// What is not doubled, in one line; nil if all is.
  ///
  /// A number may stay if it is in the input, as it then may be a name and not a count.
  static func fault(_ once: String, _ twice: String, words input: Input) -> String? {
    let (first, second) = (parts(once), parts(twice))
    guard first.count == second.count else {
      return "the output has \(second.count) parts, not \(first.count)"
    }
    let given = Set(
      ([input.stdin] + input.files.values + input.arguments).flatMap { Tokens.numbers(in: $0) })
    for (one, other) in zip(first, second) {
      guard let number = Double(one) else {
        if one == other { continue }
        return "\"\(one)\" became \"\(other)\""
      }
      let isDoubled = Double(other) == number * 2
      guard isDoubled || one == other && given.contains(Tokens.numbers(in: one).first ?? "") else {
        return "\(one) became \(other), not \((number * 2).formatted)"
      }
    }
    return nil
  }

  private static func parts(_ text: String) -> [Substring] {
    text.split { $0.isWhitespace || ":;,=|()[]".contains($0) }
  }
}

extension Double {
  fileprivate var formatted: String {
    self == rounded() && magnitude < 1e15 ? String(Int64(self)) : String(self)
  }
}
