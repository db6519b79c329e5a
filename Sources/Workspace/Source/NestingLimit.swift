/// Why a Swift file is not parsed: it is nested so deeply that a parser could run out of stack, or out of
/// time.
package struct NestedTooDeeply: Error, Equatable {
  /// Where it becomes too much, counted from 1.
  package var line: Int
  /// For example "more than 100 brackets inside one another".
  package var reason: String

  /// For a diagnostic about the file.
  package var message: String { "this is nested too deeply to be checked: \(reason)" }
}

/// How deep a Swift file may be nested, of each kind of nesting.
///
/// Each is far beyond what people write, and far below what makes a parser of swift-syntax's end a thread
/// of 64 MiB of stack in a debug build (the least is 3,000).
enum NestingLimit {
  /// Of any kind, in one another.
  static let brackets = 100
  /// With those in strings whose end the parser may see elsewhere.
  static let uncertainBrackets = 400
  static let conditions = 50
  /// `<` that nothing has closed, as in `A<A<A<` and `a < b, c < d`.
  static let angles = 100
  static let arrows = 100
  /// Those of `a ? b ? c`.
  static let questions = 100
  /// Words that take an expression, in a row: `try try try`.
  static let words = 100
  static let elses = 500
  /// Those of `.a().b[0]?.c!`.
  static let suffixes = 1000
  /// Parsing `[` as the start of a type tries twice what is inside: the work doubles with each level.
  static let arrayWork = 1 << 14
  /// Bytes of one such string.
  static let uncertainBytes = 4000
}

/// What is open at one level of brackets, and how long chains at it have become.
struct NestingLevel {
  /// `(`, `[` or `{`; 0 for the file.
  var bracket: UInt8
  /// The string that this is an interpolation of.
  var string: QuotedString?
  /// How many `[` around this double the work of what is in it.
  var doublings = 0
  /// A comma or a colon has come: what follows is no start of a type.
  var isSeparated = false
  var angles = 0
  var arrows = 0
  var questions = 0
  var elses = 0
  var suffixes = 0

  /// How many do so for a bracket in this.
  var innerDoublings: Int {
    doublings + (bracket == UInt8(ascii: "[") && !isSeparated ? 1 : 0)
  }
}

/// How a string literal ends.
struct QuotedString: Equatable {
  var quote = UInt8(ascii: "\"")
  /// The number of `#`.
  var hashes = 0
  var isMultiline = false
}
