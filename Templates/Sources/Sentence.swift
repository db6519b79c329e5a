import Foundation

/// A sentence that stands inside a prompt, by its name in `prompts/sentences.md`.
package enum Sentence: String, Sendable, CaseIterable {
  case name
  case change
  case earlier
  case acceptedNothing = "accepted.nothing"
  case acceptedManifest = "accepted.manifest"
  case acceptedTests = "accepted.tests"
  case acceptedManifestAndTests = "accepted.manifestAndTests"
  case putBack = "accepted.putBack"
  case dispute
  case outlines
  case olderKit = "kit.older"
  case expectations
  case examples
  case example
  case exampleBefore = "example.before"
  case run
  case runWithInput = "run.input"
  case expectEquals = "expect.equals"
  case expectContains = "expect.contains"
  case expectMatches = "expect.matches"
  case expectLines = "expect.lines"
  case expectExit = "expect.exit"
  case keptNothing = "reask.keptNothing"
  case kept = "reask.kept"
  case whole = "reask.whole"
  case silence = "reask.silence"
  case fewer = "continue.fewer"
  case fewerOf = "continue.fewerOf"
  case rest = "continue.rest"
  case wholeAgain = "continue.whole"
  case inside = "continue.inside"
  case attempts
  case wentBack = "attempts.wentBack"
  case same = "attempts.same"
  case worse = "attempts.worse"
  case data
  case dataFields = "data.fields"
  case dataKinds = "data.kinds"
  case dataSample = "data.sample"
}

/// Every sentence, as `prompts/sentences.md` has it.
struct Sentences: Sendable, Equatable {
  private let texts: [Sentence: String]

  /// Reads the file: each sentence begins at a line `## ` with its name; what stands before the first is a remark.
  ///
  /// - Throws: `TemplateError` if one is missing, or not known.
  init(_ file: String) throws(TemplateError) {
    var texts: [Sentence: String] = [:]
    for part in ("\n" + file).components(separatedBy: "\n## ").dropFirst() {
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      guard let sentence = Sentence(rawValue: String(lines[0])) else {
        throw TemplateError(.malformed, "prompts/sentences.md: no sentence is called \(lines[0]).")
      }
      texts[sentence] = (lines.count > 1 ? String(lines[1]) : "").trimmingNewlines
    }
    for sentence in Sentence.allCases where texts[sentence] == nil {
      throw TemplateError(.malformed, "prompts/sentences.md lacks `## \(sentence.rawValue)`.")
    }
    self.texts = texts
  }

  subscript(_ sentence: Sentence) -> String { texts[sentence] ?? "" }
}

extension String {
  /// Without the newlines at both ends.
  fileprivate var trimmingNewlines: String {
    var text = self[...]
    while text.first == "\n" { text.removeFirst() }
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }
}
