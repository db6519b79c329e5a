import Workspace

/// The two halves of a SEARCH/REPLACE block, with what some models add to them taken away.
struct BlockHalves {
  var old: [Bytes]
  var new: [Bytes]
  /// Where the old lines begin, from `:start_line:`.
  var lineHint: Int?

  init(old: [Bytes], new: [Bytes]) {
    self.old = old
    self.new = new
  }

  mutating func clean(path: String) {
    dropHeaders()
    dropWrapping(path: path)
    dropGutters()
    old = old.map(Self.unescaped)
    new = new.map(Self.unescaped)
  }

  /// `:start_line:5`, `:end_line:7` and `-------` above the old lines; the same, lost, above the new.
  private mutating func dropHeaders() {
    func isHeader(_ line: Bytes) -> Bool {
      line.hasPrefix(":start_line:") || line.hasPrefix(":end_line:")
    }
    guard old.first.map(isHeader) == true || new.first.map(isHeader) == true else { return }
    while let line = old.first, isHeader(line) {
      if line.hasPrefix(":start_line:") { lineHint = Int(line.dropFirst(12).trimmed.text) }
      old.removeFirst()
    }
    if old.first?.trimmed.text == "-------" { old.removeFirst() }
    let before = new.count
    while let line = new.first, isHeader(line) { new.removeFirst() }
    if new.count < before, new.first?.trimmed.text == "-------" { new.removeFirst() }
  }

  /// The path and a fence repeated inside a half.
  private mutating func dropWrapping(path: String) {
    func bare(_ half: [Bytes]) -> [Bytes] {
      var half = half
      if half.count > 2, half[0].trimmed.text == path, Fence(half[1]) != nil { half.removeFirst() }
      guard half.count >= 2, let opener = Fence(half[0]), let last = half.last,
        let closer = Fence(last), closer.closes(opener),
        !half.dropFirst().dropLast().contains(where: { Fence($0) != nil })
      else { return half }
      return Array(half.dropFirst().dropLast())
    }
    let (bareOld, bareNew) = (bare(old), bare(new))
    let namesFile = old.first?.trimmed.text == path
    if bareOld.count < old.count, bareNew.count < new.count || new.isEmpty || namesFile {
      (old, new) = (bareOld, bareNew)
    }
  }

  /// Line numbers in front of every line (`12 | code`).
  private mutating func dropGutters() {
    let texts = old.filter { !$0.isBlank }
    guard !texts.isEmpty, texts.allSatisfy({ Self.withoutGutter($0) != nil }) else { return }
    old = old.map { Self.withoutGutter($0) ?? $0 }
    let newTexts = new.filter { !$0.isBlank }
    if newTexts.allSatisfy({ Self.withoutGutter($0) != nil }) {
      new = new.map { Self.withoutGutter($0) ?? $0 }
    }
  }

  private static func withoutGutter(_ line: Bytes) -> Bytes? {
    var rest = line.trimmedStart
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard (1...6).contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count).trimmedStart
    guard rest.first == UInt8(ascii: "|") else { return nil }
    rest = rest.dropFirst()
    return rest.first == 0x20 ? rest.dropFirst() : rest
  }

  /// `\=======` stands for a line of the file that looks like a marker.
  private static func unescaped(_ line: Bytes) -> Bytes {
    guard line.first == UInt8(ascii: "\\") else { return line }
    let rest = line.dropFirst()
    for marker in [
      "<<<<<<<", "=======", ">>>>>>>", "-------", "+++++++", ":start_line:", ":end_line:",
    ]
    where rest.hasPrefix(marker) { return rest }
    return line
  }
}
