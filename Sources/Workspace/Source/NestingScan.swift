/// Looks through the bytes of a Swift file once, before anything parses it, for nesting that a recursive
/// parser or a walk of its tree cannot bear.
///
/// It knows comments, strings and interpolations. If the parser may see the end of a string elsewhere (one inside
/// an interpolation, or after a slash that may begin a regular expression), brackets in it count as well.
/// What is not closed rightly stays open here.
package struct NestingScan {
  /// Nil if the file may be parsed.
  package static func refusal(of text: String) -> NestedTooDeeply? {
    var scan = NestingScan(bytes: Array(text.utf8))
    do {
      try scan.run()
      return nil
    } catch {
      return error
    }
  }

  /// The deepest nesting of brackets, for those who set limits.
  var deepest = 0

  let bytes: [UInt8]
  var place = 0
  var line = 1
  var levels = [NestingLevel(bracket: 0)]
  var conditions = 0
  var words = 0
  var arrayWork = 0
  /// Brackets left open in strings whose end is uncertain.
  var uncertain = 0
  var hasSlash = false
  /// What came before the byte at hand.
  var isAfterSpace = true
  var isAfterNewline = true
  var isAfterOperand = false

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The byte `offset` after the one at hand; 0 beyond the end.
  func byte(_ offset: Int = 0) -> UInt8 {
    place + offset < bytes.count ? bytes[place + offset] : 0
  }

  func at(_ text: StaticString) -> Bool {
    guard place + text.utf8CodeUnitCount <= bytes.count else { return false }
    return text.withUTF8Buffer { buffer in
      for (offset, wanted) in buffer.enumerated() where bytes[place + offset] != wanted {
        return false
      }
      return true
    }
  }

  var level: NestingLevel {
    get { levels[levels.count - 1] }
    _modify { yield &levels[levels.count - 1] }
  }

  func check(_ count: Int, _ most: Int, _ what: String) throws(NestedTooDeeply) {
    guard count > most else { return }
    throw NestedTooDeeply(line: line, reason: "more than \(most) \(what)")
  }

  func checkBrackets(hidden: Int = 0) throws(NestedTooDeeply) {
    try check(levels.count - 1, NestingLimit.brackets, "brackets inside one another")
    try check(
      levels.count - 1 + uncertain + hidden, NestingLimit.uncertainBrackets,
      "brackets inside one another, or in strings that may be code")
  }

  mutating func run() throws(NestedTooDeeply) {
    while place < bytes.count { try step() }
  }

  private mutating func step() throws(NestedTooDeeply) {
    let byte = byte()
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      place += 1
      endLine(byte)
      return
    case UInt8(ascii: " "), UInt8(ascii: "\t"), 0, 11, 12:
      place += 1
      isAfterSpace = true
      return
    case UInt8(ascii: "/") where self.byte(1) == UInt8(ascii: "/"):
      try skipLine()
      return
    case UInt8(ascii: "/") where self.byte(1) == UInt8(ascii: "*"):
      try skipComment()
      isAfterSpace = true
      return
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      try word()
      isAfterOperand = true
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): try string(hashes: 0)
    case UInt8(ascii: "#"): try hash()
    default: try punctuation(byte)
    }
    isAfterSpace = false
    isAfterNewline = false
  }

  private mutating func endLine(_ byte: UInt8) {
    if byte == UInt8(ascii: "\n") { line += 1 }
    isAfterSpace = true
    isAfterNewline = true
    hasSlash = false
    // The parser gives up an interpolation that its line does not end, and the string with it.
    if let open = levels.lastIndex(where: { $0.string != nil }),
      levels[open].string?.isMultiline == false
    {
      levels.removeSubrange(open...)
    }
  }

  // MARK: Words

  private mutating func word() throws(NestedTooDeeply) {
    let start = place
    while place < bytes.count, Self.isWordByte(bytes[place]) { place += 1 }
    let word = NestingWords(bytes[start..<place])
    if word.contains(.prefix) {
      words += 1
      try check(words, NestingLimit.words, "words such as 'try' in a row")
    } else {
      words = 0
    }
    if word == .else {
      level.elses += 1
      try check(level.elses, NestingLimit.elses, "branches in one 'if'")
    }
    let isMember = start > 0 && bytes[start - 1] == UInt8(ascii: ".")
    if word.contains(.declaring), !isMember { level.arrows = 0 }
    guard !word.contains(.joining) else { return }
    // Two words in a row are no type.
    if isAfterOperand { level.angles = 0 }
    guard isAfterNewline, word != .else else { return }
    level.suffixes = 0
    level.elses = 0
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }

  private mutating func hash() throws(NestedTooDeeply) {
    var hashes = 0
    while byte(hashes) == UInt8(ascii: "#") { hashes += 1 }
    if byte(hashes) == UInt8(ascii: "\"") {
      try string(hashes: hashes)
    } else if at("#if"), !Self.isWordByte(byte(3)) {
      place += 3
      conditions += 1
      try check(conditions, NestingLimit.conditions, "'#if' inside one another")
    } else if at("#endif"), !Self.isWordByte(byte(6)) {
      place += 6
      conditions = max(0, conditions - 1)
    } else if at("#else") {
      place += 5
    } else {
      if isAfterNewline { level.suffixes = 0 }
      place += hashes
      // `#/a/#`
      if byte() == UInt8(ascii: "/") { hasSlash = true }
    }
  }
}
