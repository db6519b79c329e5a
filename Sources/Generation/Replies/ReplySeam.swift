/// Where a reply that was cut off goes on in the next one: lines that both have.
struct ReplySeam {
  /// The most lines that are compared.
  static let longest = 20

  private let cut: [Substring]
  private let next: [Substring]

  /// - Parameters:
  ///   - cut: The text so far; its last line, which may be unfinished, is not used.
  ///   - next: The text that came when it was asked to go on.
  init(_ cut: String, _ next: String) {
    self.cut = Self.lines(cut).dropLast()
    self.next = Self.lines(next)
  }

  /// Both texts as one, the common lines once; nil where they have none.
  ///
  /// `isForeign` says whether a line above the common ones belongs to another file.
  func joined(isForeign: (Substring) -> Bool = { _ in false }) -> String? {
    for start in starts {
      if next[..<start].contains(where: isForeign) { return nil }
      for count in (1...Self.longest).reversed()
      where count <= cut.count && count <= next.count - start {
        let common = next[start..<(start + count)]
        guard common.contains(where: Self.isTelling), Self.areAlike(cut.suffix(count), common)
        else { continue }
        return (cut + next[(start + count)...]).joined(separator: "\n")
      }
    }
    return nil
  }

  /// The text's complete lines.
  static func complete(_ text: String) -> String {
    lines(text).dropLast().map { $0 + "\n" }.joined()
  }

  /// A text's lines; CRLF is one character, so the bytes decide.
  static func lines(_ text: String) -> [Substring] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map(Substring.init)
  }

  /// Lines where the common ones may begin: among the first ones, and behind a first fence.
  private var starts: Range<Int> {
    let opener = next.prefix(12).firstIndex { line in
      let text = line.drop { $0 == " " }
      return text.hasPrefix("```") || text.hasPrefix("~~~")
    }
    return 0..<min(next.count, (opener ?? 3) + 3)
  }

  private static func areAlike(_ a: some Sequence<Substring>, _ b: some Sequence<Substring>) -> Bool
  {
    a.elementsEqual(b) { withoutEnd($0) == withoutEnd($1) }
  }

  private static func withoutEnd(_ line: Substring) -> Substring {
    var line = line
    while let last = line.last, last.isWhitespace { line.removeLast() }
    return line
  }

  /// Whether a line says more than `}` or a fence does.
  private static func isTelling(_ line: Substring) -> Bool {
    line.filter { $0.isLetter || $0.isNumber }.count >= 3 && !line.hasPrefix("```")
  }
}
