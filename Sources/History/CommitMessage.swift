// The message of an iteration's commit:
//
//     subject            one line
//
//     body               any number of paragraphs, may be missing
//
//     Wisp-Iteration: 3  the last paragraph, trailers only, as `git interpret-trailers` reads them
//     Wisp-Kind: repair
//     Wisp-Model: provider/model        left out if no model was asked
//     Wisp-Verdict: passed | failed | timed_out | none
//     Wisp-Tokens: 1200
//     Wisp-Seconds: 4.25
//
// Subject, body and model come from a language model in the end, so none of them may smuggle in a
// trailer, hide the real ones, or carry control characters and invisible ones to a terminal that shows
// the log.

import Workspace

/// The text of a commit, made from a record and read back.
struct CommitMessage: Equatable {
  var subject: String
  var body: String
  var trailers: [(key: String, value: String)]

  static func == (a: CommitMessage, b: CommitMessage) -> Bool { a.text == b.text }

  init(_ record: IterationRecord) {
    let subject = Self.line(record.subject)
    self.subject = subject.isEmpty ? "Record a \(record.kind.rawValue)" : subject
    body = Self.paragraphs(record.body)
    trailers = [("Wisp-Iteration", "\(record.number)"), ("Wisp-Kind", record.kind.rawValue)]
    let model = Self.line(record.model)
    if !model.isEmpty { trailers.append(("Wisp-Model", model)) }
    let verdict = Self.line(record.verdict ?? "")
    trailers.append(("Wisp-Verdict", verdict.isEmpty ? "none" : verdict))
    trailers.append(("Wisp-Tokens", "\(record.tokens)"))
    trailers.append(("Wisp-Seconds", Self.milliseconds(record.seconds)))
  }

  /// Reads any commit's message; trailers are only those of the last paragraph.
  init(parsing text: String) {
    var paragraphs = text.split(separator: "\n\n", omittingEmptySubsequences: true)
      .map { $0.drop(while: { $0 == "\n" }) }
      .filter { !$0.isEmpty }
    trailers = []
    if paragraphs.count > 1, let last = paragraphs.last {
      let lines = last.split(separator: "\n")
      let read = lines.compactMap { line -> (key: String, value: String)? in
        guard line.hasPrefix("Wisp-"), let colon = line.range(of: ": ") else { return nil }
        return (String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
      }
      if read.count == lines.count {
        trailers = read
        paragraphs.removeLast()
      }
    }
    subject = paragraphs.first.map { $0.split(separator: "\n").joined(separator: " ") } ?? ""
    body = Self.trimmed(paragraphs.dropFirst().joined(separator: "\n\n"))
  }

  /// The whole message, ending in a newline.
  var text: String {
    let block = trailers.map { "\($0.key): \($0.value)" }.joined(separator: "\n")
    return [subject, body, block].filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// The value of a trailer; nil if there is none.
  subscript(key: String) -> String? { trailers.first { $0.key == key }?.value }

  // MARK: Neutralising

  /// Text on one line: every run of white space and control characters is one space; what else hides is
  /// left out.
  static func line(_ text: String) -> String {
    var words: [String] = [""]
    text.forEachScalar { scalar, _, isShown in
      if isControl(scalar) || scalar.properties.isWhitespace {
        words.append("")
      } else if isShown {
        words[words.count - 1].unicodeScalars.append(scalar)
      }
    }
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Text in paragraphs without characters that control or hide, and without lines that git would take for
  /// something else: trailers of ours, the `---` and scissors that end a message, comments.
  static func paragraphs(_ text: String) -> String {
    var clean = ""
    text.replacingNewlines().forEachScalar { scalar, _, isShown in
      if isShown || scalar == "\n" || scalar == "\t" { clean.unicodeScalars.append(scalar) }
    }
    let lines = clean.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line -> String in
        let start = line.lowercased()
        let isSpecial = ["wisp-", "---", "#"].contains { start.hasPrefix($0) }
        let visible = line.reversed().drop(while: \.isWhitespace).reversed()
        return (isSpecial ? " " : "") + String(visible)
      }
    var folded: [String] = []
    for line in lines where !(line.isEmpty && folded.last?.isEmpty ?? true) {
      folded.append(line)
    }
    return trimmed(folded.joined(separator: "\n"))
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop(while: { $0 == "\n" }).reversed().drop(while: { $0 == "\n" }).reversed())
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}"
  }

  /// Seconds as text, to the millisecond; 0 for what is no number.
  private static func milliseconds(_ seconds: Double) -> String {
    seconds.isFinite ? "\((seconds * 1000).rounded() / 1000)" : "0.0"
  }
}

extension String {
  /// Every line ending as one line feed.
  fileprivate func replacingNewlines() -> String {
    String(map { $0.isNewline ? "\n" : $0 })
  }
}
