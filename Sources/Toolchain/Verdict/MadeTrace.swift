import Behaviour
import Workspace

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

  init(_ run: TracedRun) {
    example = run.example.name.visible
    with = run.what
    given = run.example.given.visible
    ending = "\(run.trace.ending)"
    stdout = Text(run.trace.output)
    stderr = Text(run.trace.errors)
    let left = run.trace.files.sorted { $0.key < $1.key }.prefix(Self.mostFiles)
    self.files =
      left.isEmpty
      ? nil
      : Dictionary(left.map { ($0.key.visible, Text($0.value)) }) { first, _ in first }
  }

  private static let mostFiles = 10

  /// What came out, in one line: standard output, or else standard error, and how it ended if not well.
  package var cameOut: String {
    let shown = stdout.bytes > 0 ? stdout : stderr
    let line = shown.text.split(whereSeparator: \.isNewline).joined(separator: "⏎")
    let text = line.isEmpty ? "(nothing)" : line.count > 60 ? line.prefix(59) + "…" : line
    return ending == "exit code 0" ? text : "\(text) (\(ending))"
  }
}

extension MadeTrace.Text {
  /// Bytes of a text that are told.
  private static let most = 4 << 10

  init(_ captured: CapturedText) {
    text = String(decoding: captured.start.prefix(Self.most), as: UTF8.self).visible
    bytes = captured.length
    hash = captured.hash
  }
}
