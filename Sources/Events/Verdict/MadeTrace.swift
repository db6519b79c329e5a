/// What one run of an example gave, as it is told and kept: the beginnings of its texts, with nothing in them hidden.
package struct MadeTrace: Codable, Sendable, Equatable {
  /// The beginning of a text; its length and hash are those of all of it.
  package struct Text: Codable, Sendable, Equatable {
    package var text: String
    /// Bytes in all.
    package var bytes: Int
    package var hash: String

    package init(text: String, bytes: Int, hash: String) {
      self.text = text
      self.bytes = bytes
      self.hash = hash
    }
  }

  /// The example's name.
  package var example: String
  /// What is other than in the example: "half of its input"; nil for the example itself.
  package var with: String?
  /// What the app was given, in one line.
  package var given: String
  /// "exit code 0", "signal 5".
  package var ending: String
  package var stdout: Text
  package var stderr: Text
  /// Files that the run made or changed, ten at most; nil for none.
  package var files: [String: Text]?

  package init(
    example: String, with: String? = nil, given: String, ending: String, stdout: Text,
    stderr: Text, files: [String: Text]? = nil
  ) {
    self.example = example
    self.with = with
    self.given = given
    self.ending = ending
    self.stdout = stdout
    self.stderr = stderr
    self.files = files
  }

  /// What came out, in one line: standard output, or else standard error, and how it ended if not well.
  package var cameOut: String {
    let shown = stdout.bytes > 0 ? stdout : stderr
    let line = shown.text.split(whereSeparator: \.isNewline).joined(separator: "⏎")
    let text = line.isEmpty ? "(nothing)" : line.count > 60 ? line.prefix(59) + "…" : line
    return ending == "exit code 0" ? text : "\(text) (\(ending))"
  }
}
