/// What `NestingScan` knows of a word.
struct NestingWords: OptionSet {
  let rawValue: UInt8

  /// Takes an expression, a pattern or a type.
  static let prefix = NestingWords(rawValue: 1)
  /// Begins a declaration.
  static let declaring = NestingWords(rawValue: 2)
  /// An expression or a type goes on with it.
  static let joining = NestingWords(rawValue: 4)
  static let `else` = NestingWords(rawValue: 8)

  /// By the bytes of the word one after the other.
  private static let known: [UInt128: NestingWords] = [
    NestingWords.prefix:
      "try await copy consume unsafe each repeat let var inout if switch while guard for throw return yield "
      + "then discard some any _move _borrow do is as in where borrowing consuming sending isolated",
    .declaring: "func init subscript var let case typealias",
    .joining: "as is throws rethrows async of",
    .else: "else",
  ].reduce(into: [:]) { known, entry in
    for word in entry.value.split(separator: " ") {
      known[packed(Array(word.utf8)[...]), default: []].insert(entry.key)
    }
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ word: ArraySlice<UInt8>) {
    guard (2...10).contains(word.count), let first = word.first, first > UInt8(ascii: "Z") else {
      self = []
      return
    }
    self = Self.known[Self.packed(word)] ?? []
  }

  private static func packed(_ word: ArraySlice<UInt8>) -> UInt128 {
    word.reduce(0) { $0 << 8 | UInt128($1) }
  }
}

extension NestingWords: Hashable {}
