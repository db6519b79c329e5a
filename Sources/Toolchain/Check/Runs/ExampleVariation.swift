package import Events
package import Workspace

/// An example with another input: an app that looks at its input answers otherwise.
package struct ExampleVariation: Sendable, Equatable {
  /// What is other, for messages.
  package let what: String
  package let example: Example

  /// Other numbers, half of the lines, and nothing; of standard input and files, else of arguments; and the last
  /// run alone, where there are others before it.
  ///
  /// Empty if an example has nothing that could be changed.
  package static func all(of example: Example) -> [ExampleVariation] {
    var alone = example
    alone.before = []
    return ofInput(example)
      + (alone == example
        ? [] : [ExampleVariation(what: "none of the runs before it", example: alone)])
  }

  private static func ofInput(_ example: Example) -> [ExampleVariation] {
    guard !example.stdin.isEmpty || example.files.values.contains(where: { !$0.isEmpty }) else {
      var other = example
      other.arguments = example.arguments.map(otherNumbers)
      return other == example ? [] : [ExampleVariation(what: "other numbers", example: other)]
    }
    let changes: [(String, (String) -> String)] = [
      ("other numbers", otherNumbers), ("half of its input", halved),
      ("an empty input", { _ in "" }),
    ]
    return changes.compactMap { what, change in
      var other = example
      other.stdin = change(example.stdin)
      other.files = example.files.mapValues(change)
      return other == example ? nil : ExampleVariation(what: what, example: other)
    }
  }

  /// The last digit of every number one higher, 9 as 8: dates and times mostly stay valid.
  private static func otherNumbers(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for index in bytes.indices where isDigit(bytes[index]) {
      guard index + 1 == bytes.count || !isDigit(bytes[index + 1]) else { continue }
      bytes[index] = bytes[index] == UInt8(ascii: "9") ? UInt8(ascii: "8") : bytes[index] + 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func halved(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 2 else { return text }
    return lines.prefix(lines.count / 2).map { $0 + "\n" }.joined()
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// Whether an app that passed its examples looks at what it is given.
package struct Sensitivity: Sendable, Equatable {
  /// Names of examples whose output was the same for every other input.
  package var constant: [String] = []
  /// How many examples had an input that could be other.
  package var variable = 0
  /// Crashes on other input.
  package var crashes: [ExampleFailure] = []
}
