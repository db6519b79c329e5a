/// A regular expression of a manifest, matched in time that grows with the text's length alone.
///
/// The language is that of Swift's `Regex`, which is asked about each class of characters and each anchor.
/// Only whether a pattern occurs is wanted, so that an automaton can follow all ways of matching at once; what no
/// automaton can do (references to groups, atomic groups) is refused. `^` and `$` are ends of lines.
package struct TextPattern {
  /// Why a pattern is not used: what follows "the pattern".
  package struct Refusal: Error, Equatable {
    package var reason: String

    init(_ reason: String) { self.reason = reason }
  }

  /// Bytes of a pattern.
  static let mostBytes = 500
  /// Groups and classes in one another.
  static let mostNesting = 20
  /// States of the automata: `a{1000}` has as many.
  static let mostStates = 2000
  /// States that are looked at, in all: half a second's work.
  static let mostWork = 1 << 24

  private let pieces: PatternPieces
  private let program: PatternProgram
  /// Those of looking ahead and back, inner ones first.
  private let looks: [PatternProgram]

  /// - Throws: If it is no regular expression, is too long or needs more than an automaton.
  package init(_ pattern: String) throws(Refusal) {
    guard pattern.utf8.count <= Self.mostBytes else {
      throw Refusal("has more than \(Self.mostBytes) bytes")
    }
    var parser = PatternParser(pattern)
    let node = try parser.parse()
    // What is nested too deeply has been refused: this recurses.
    guard (try? Regex(pattern)) != nil else { throw Refusal("is not a regular expression") }
    pieces = parser.pieces
    var states = 0
    looks = try parser.pieces.looks.map { look throws(Refusal) in
      try PatternProgram(look.node, isBackward: look.isAhead, states: &states)
    }
    program = try PatternProgram(node, isBackward: false, states: &states)
  }

  /// A pattern for a message: all of one that can be used.
  static func excerpt(_ pattern: String) -> String {
    pattern.utf8.count <= mostBytes ? pattern : "\(pattern.prefix(60))…"
  }

  /// Whether it is found somewhere in the text.
  ///
  /// - Throws: If the text is too long for it. Whether it is does not depend on the machine.
  package func occurs(in text: String) throws(Refusal) -> Bool {
    var matcher = try PatternMatcher(pieces, text)
    for look in looks { try matcher.add(look) }
    return try matcher.occurs(program)
  }
}
