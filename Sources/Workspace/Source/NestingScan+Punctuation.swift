/// Brackets, and what makes chains at one level of them.
extension NestingScan {
  mutating func punctuation(_ byte: UInt8) throws(NestedTooDeeply) {
    let wasAfterOperand = isAfterOperand
    isAfterOperand = false
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      words = 0
      // Brackets on a line of their own begin a statement; braces may go on with one.
      if isAfterNewline, byte != UInt8(ascii: "{") { level.suffixes = 0 }
      try open(byte)
      return
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      words = 0
      isAfterOperand = true
      try close(byte)
      return
    case UInt8(ascii: "."):
      words = 0
      try addSuffix()
    case UInt8(ascii: "?") where isAfterSpace && self.byte(1) == byte:
      // `a ?? b`
      words = 0
      level.suffixes = 0
      while self.byte(1) == byte { place += 1 }
    case UInt8(ascii: "?") where isAfterSpace:
      words = 0
      level.questions += 1
      level.suffixes = 0
      try check(level.questions, NestingLimit.questions, "'?' before their ':'")
    case UInt8(ascii: "?"), UInt8(ascii: "!"):
      // `try?` is no end of words, `!a` no suffix.
      isAfterOperand = wasAfterOperand && !isAfterSpace
      if isAfterOperand { try addSuffix() }
    case UInt8(ascii: ","), UInt8(ascii: ";"):
      words = 0
      endElement(byte)
    case UInt8(ascii: ":"):
      words = 0
      level.questions = max(0, level.questions - 1)
      if level.angles == 0 { level.isSeparated = true }
      level.suffixes = 0
    case UInt8(ascii: "/"):
      words = 0
      // No regular expression begins with a space, or where something has just ended.
      let isTight = wasAfterOperand && !isAfterSpace
      if !isTight, !" \t\r\n".utf8.contains(self.byte(1)) { hasSlash = true }
      if isAfterSpace { level.suffixes = 0 }
      level.angles = 0
    default: try symbol(byte)
    }
    place += 1
  }

  private mutating func endElement(_ byte: UInt8) {
    if byte == UInt8(ascii: ";") { level.angles = 0 }
    if level.angles == 0 { level.isSeparated = true }
    level.questions = 0
    level.arrows = 0
    level.suffixes = 0
    if byte == UInt8(ascii: ";") { level.elses = 0 }
  }

  private mutating func symbol(_ byte: UInt8) throws(NestedTooDeeply) {
    if byte == UInt8(ascii: "-"), self.byte(1) == UInt8(ascii: ">") {
      place += 1
      level.arrows += 1
      try check(level.arrows, NestingLimit.arrows, "'->' in a row")
      return
    }
    words = 0
    if isAfterSpace { level.suffixes = 0 }
    switch byte {
    case UInt8(ascii: "<"):
      if isAfterNewline, at("<<<<<<< ") {
        throw NestedTooDeeply(line: line, reason: "it holds marks of a merge conflict")
      }
      if self.byte(1) == byte {
        // `1 << 2`: no type begins with `<`.
        while self.byte(1) == byte { place += 1 }
        level.angles = 0
        return
      }
      level.angles += 1
      try check(level.angles, NestingLimit.angles, "'<' inside one another")
    case UInt8(ascii: ">"):
      if isAfterNewline, at(">>>> ") {
        throw NestedTooDeeply(line: line, reason: "it holds marks of a merge conflict")
      }
      level.angles = max(0, level.angles - 1)
      isAfterOperand = true
      try addSuffix()
    case UInt8(ascii: "="):
      level.angles = 0
      level.arrows = 0
    case UInt8(ascii: "@"):
      if isAfterNewline { level.suffixes = 0 }
    case UInt8(ascii: "&"):
      if self.byte(1) == byte { level.angles = 0 }
    case UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "%"),
      UInt8(ascii: "|"), UInt8(ascii: "^"):
      level.angles = 0
    default: break
    }
  }

  mutating func addSuffix() throws(NestedTooDeeply) {
    level.suffixes += 1
    try check(level.suffixes, NestingLimit.suffixes, "members and calls of one another")
  }

  mutating func open(
    _ bracket: UInt8, interpolating string: QuotedString? = nil
  ) throws(NestedTooDeeply) {
    if string == nil { try addSuffix() }
    var inner = NestingLevel(bracket: bracket, string: string)
    switch bracket {
    case UInt8(ascii: "{"):
      level.angles = 0
      level.arrows = 0
    case UInt8(ascii: "["):
      inner.doublings = level.innerDoublings
      try addArrayWork(inner.doublings)
    default:
      if string == nil { inner.doublings = level.innerDoublings }
    }
    levels.append(inner)
    place += 1
    deepest = max(deepest, levels.count - 1)
    try checkBrackets()
  }

  mutating func addArrayWork(_ doublings: Int) throws(NestedTooDeeply) {
    arrayWork += (1 << min(doublings, 40)) - 1
    guard arrayWork > NestingLimit.arrayWork else { return }
    throw NestedTooDeeply(line: line, reason: "too many '[' inside one another")
  }

  private mutating func close(_ bracket: UInt8) throws(NestedTooDeeply) {
    place += 1
    let opening: UInt8 =
      switch bracket {
      case UInt8(ascii: ")"): UInt8(ascii: "(")
      case UInt8(ascii: "]"): UInt8(ascii: "[")
      default: UInt8(ascii: "{")
      }
    guard levels.count > 1, level.bracket == opening else { return }
    let closed = levels.removeLast()
    if let string = closed.string { try content(of: string) }
  }
}
