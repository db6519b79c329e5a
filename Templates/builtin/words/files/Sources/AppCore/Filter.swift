/// The input cannot be used; shown on standard error, exit code 1.
public struct InputError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}

/// What the user can choose.
public struct Options: Sendable, Equatable {
  public static let summary = "Counts the words of standard input, the most frequent first"
  public static let rules = [
    OptionRule("top", value: "N", help: "how many words to show, 0 for all (usually __TOP__)")
  ]

  /// How many words are shown; 0 is all of them.
  public let top: Int

  public init(_ arguments: Arguments) throws(UsageError) {
    top = try arguments.integer("top", default: __TOP__, in: 0...1_000_000)
  }
}

/// Reads the lines, in order and once, and hands every line of the result to `write`.
public func filter(
  _ lines: some Sequence<String>, options: Options, write: (String) -> Void
) throws(InputError) {
  var counts: [String: Int] = [:]
  var total = 0
  for line in lines {
    for word in words(of: line) {
      counts[word, default: 0] += 1
      total += 1
    }
  }
  let ranked = counts.sorted { a, b in a.value == b.value ? a.key < b.key : a.value > b.value }
  let width = ranked.first.map { String($0.value).count } ?? 0
  for (word, count) in ranked.prefix(options.top == 0 ? ranked.count : options.top) {
    let number = String(count)
    write(String(repeating: " ", count: width - number.count) + number + "  " + word)
  }
  if total > 0 { write("") }
  write("\(total) \(total == 1 ? "word" : "words"), \(counts.count) different")
}

/// The words of a line in lower case: letters and digits, with apostrophes and hyphens inside.
func words(of line: String) -> [String] {
  line.lowercased()
    .split { character in
      !(character.isLetter || character.isNumber || "'’-".contains(character))
    }
    .map { word in
      var word = word
      while let last = word.last, "'’-".contains(last) { word.removeLast() }
      while let first = word.first, "'’-".contains(first) { word.removeFirst() }
      return String(word)
    }
    .filter { word in !word.isEmpty }
}
