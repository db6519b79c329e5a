import Workspace

/// The model's claim that an accepted test or example is wrong; the user decides.
package struct Dispute: Sendable, Equatable {
  /// What is disputed, as a person reads it: "the example “sums by city”"; nil if it names none.
  package var subject: String?
  /// Why, in the model's words.
  package var reason: String

  /// - Parameters:
  ///   - reason: The claim, as the model wrote it.
  ///   - examples: Names of the accepted examples.
  ///   - tests: Names of tests that failed.
  package init(_ reason: String, examples: [String], tests: [String]) {
    self.reason = Self.told(reason[...])
    let reason = self.reason
    let named =
      Self.longest(examples, in: reason).map { (name: $0, kind: "example") }
      ?? Self.longest(tests, in: reason).map { (name: $0, kind: "test") }
    guard let named else { return }
    subject = "the \(named.kind) “\(named.name)”"
    // What the subject says need not be said twice.
    guard let range = reason.firstRange(of: named.name),
      Self.isIntroduction(reason[..<range.lowerBound])
    else { return }
    let rest = reason[range.upperBound...].drop { !$0.isLetter && !$0.isNumber && $0 != "(" }
    if !rest.isEmpty { self.reason = String(rest) }
  }

  /// One line: who disputes what, and why.
  package var message: String {
    "The model disputes \(subject ?? "the accepted contract"): \(reason)"
  }

  private static func longest(_ names: [String], in text: String) -> String? {
    names.filter { !$0.isEmpty && text.contains($0) }.max { $0.count < $1.count }
  }

  private static func isIntroduction(_ text: Substring) -> Bool {
    let words = text.split { !$0.isLetter }.map { $0.lowercased() }
    return words.allSatisfy { ["the", "example", "test"].contains($0) }
  }

  private static func told(_ text: Substring) -> String {
    let line = text.drop(while: \.isWhitespace).visible
    return line.count > 500 ? line.prefix(499) + "…" : line
  }
}
