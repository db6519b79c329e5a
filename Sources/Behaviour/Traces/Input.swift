package import Workspace

/// What one run of an app is given: the given half of an example.
package struct Input: Sendable, Equatable {
  /// Runs that are made first, in order, in the same working directory.
  package var before: [Example.Run]
  package var arguments: [String]
  package var stdin: String
  /// Files that are in the working directory before the first run, path to text.
  package var files: [String: String]

  package init(
    before: [Example.Run] = [], arguments: [String] = [], stdin: String = "",
    files: [String: String] = [:]
  ) {
    self.before = before
    self.arguments = arguments
    self.stdin = stdin
    self.files = files
  }

  /// Whether the run reads any text beside its arguments.
  package var hasText: Bool { !stdin.isEmpty || files.values.contains { !$0.isEmpty } }

  /// Bytes of everything given, as a measure of how long a person reads it.
  package var size: Int {
    arguments.joined().utf8.count + stdin.utf8.count
      + files.values.reduce(0) { $0 + $1.utf8.count }
      + before.reduce(0) { $0 + $1.arguments.joined().utf8.count + $1.stdin.utf8.count }
  }

  /// The same input with `change` made to each of its texts: standard input and files.
  package func withTexts(_ change: (String) -> String) -> Input {
    var other = self
    other.stdin = change(stdin)
    other.files = files.mapValues(change)
    return other
  }

  /// Every word of the input, in lower case: what an output may repeat.
  package var words: Set<String> {
    let texts =
      arguments + [stdin] + files.values
      + before.flatMap { $0.arguments + [$0.stdin] }
    return Set(texts.flatMap { Tokens.words(in: $0) })
  }
}

extension Example {
  /// The given half of the example.
  package var input: Input {
    Input(before: before, arguments: arguments, stdin: stdin, files: files)
  }

  /// The example with another input and the same expectations.
  package func with(_ input: Input) -> Example {
    var example = self
    example.before = input.before
    example.arguments = input.arguments
    example.stdin = input.stdin
    example.files = input.files
    return example
  }
}
