/// Takes a pattern apart into groups, repetitions and characters.
struct PatternParser {
  private let text: [Character]
  private var place = 0
  private var depth = 0
  private var operations = 0
  /// `i`, `s` or `-m`, as they are set at the place.
  private var flags: [Character: Bool] = [:]
  private(set) var pieces = PatternPieces()

  typealias Refusal = TextPattern.Refusal

  init(_ pattern: String) { text = Array(pattern) }

  mutating func parse() throws(Refusal) -> PatternNode {
    let node = try choice()
    guard place == text.count else { throw Refusal("is not a regular expression") }
    return node
  }

  private func character(_ offset: Int = 0) -> Character? {
    place + offset < text.count ? text[place + offset] : nil
  }

  private mutating func take(_ wanted: Character) -> Bool {
    guard character() == wanted else { return false }
    place += 1
    return true
  }

  private mutating func choice() throws(Refusal) -> PatternNode {
    var choices = [try sequence()]
    while take("|") { choices.append(try sequence()) }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence() throws(Refusal) -> PatternNode {
    var nodes: [PatternNode] = []
    while let next = character(), next != "|", next != ")" {
      guard let node = try piece() else { continue }
      nodes.append(try repeated(node))
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  // MARK: Repetitions

  private mutating func repeated(_ node: PatternNode) throws(Refusal) -> PatternNode {
    var node = node
    while let (least, most) = try quantity() {
      // How eagerly does not matter to whether it occurs; never giving back does.
      if !take("?"), character() == "+" {
        throw Refusal("repeats without going back (a '+' too many)")
      }
      node = .repeated(node, least: least, most: most)
    }
    return node
  }

  private mutating func quantity() throws(Refusal) -> (least: Int, most: Int?)? {
    switch character() {
    case "*":
      place += 1
      return (0, nil)
    case "+":
      place += 1
      return (1, nil)
    case "?":
      place += 1
      return (0, 1)
    case "{": return try counted()
    default: return nil
    }
  }

  /// `{2}`, `{2,}`, `{,3}` or `{2,3}`; nil if the brace is nothing but that.
  private mutating func counted() throws(Refusal) -> (least: Int, most: Int?)? {
    guard let end = text[place...].firstIndex(of: "}") else { return nil }
    let inner = String(text[(place + 1)..<end])
    guard inner.contains(where: \.isNumber), inner.allSatisfy({ $0.isNumber || ", ".contains($0) })
    else { return nil }
    let parts = inner.split(separator: ",", omittingEmptySubsequences: false)
    let counts = parts.map { Int($0) }
    guard parts.count <= 2, zip(parts, counts).allSatisfy({ $0.isEmpty || $1 != nil }) else {
      throw Refusal("is not a regular expression")
    }
    place = end + 1
    let most = parts.count == 1 ? counts[0] : counts[1]
    let least = counts[0] ?? 0
    guard least <= most ?? least else { throw Refusal("is not a regular expression") }
    return (least, most)
  }

  // MARK: Pieces

  /// Nil for what matches nothing and is nothing, a comment or a change of flags.
  private mutating func piece() throws(Refusal) -> PatternNode? {
    guard let next = character() else { return nil }
    switch next {
    case "(": return try group()
    case "[": return one(try customClass())
    case "\\": return try escape()
    case "^", "$":
      place += 1
      return pieces.condition(.anchor(flagged(String(next))))
    default:
      place += 1
      return one(String(next))
    }
  }

  private mutating func one(_ expression: String) -> PatternNode {
    pieces.character(flagged(expression))
  }

  private func flagged(_ expression: String) -> String {
    let on = flags.filter(\.value).map(\.key).sorted()
    let off = flags.filter { !$0.value }.map(\.key).sorted()
    guard !flags.isEmpty else { return expression }
    return "(?\(String(on))\(off.isEmpty ? "" : "-" + String(off)):\(expression))"
  }

  private mutating func enter() throws(Refusal) {
    depth += 1
    guard depth <= TextPattern.mostNesting else {
      throw Refusal("has more than \(TextPattern.mostNesting) groups or classes inside one another")
    }
  }

  private mutating func group() throws(Refusal) -> PatternNode? {
    try enter()
    defer { depth -= 1 }
    let outer = flags
    place += 1
    if character() == "*" { throw Refusal("has a group that is not known ('(*')") }
    var look: (isAhead: Bool, isNegated: Bool)?
    if take("?") {
      switch character() {
      case ":": place += 1
      case "=", "!":
        look = (true, character() == "!")
        place += 1
      case "<" where character(1) == "=" || character(1) == "!":
        look = (false, character(1) == "!")
        place += 2
      case "<", "P", "'": try skipName()
      case "#":
        while let next = character(), next != ")" { _ = take(next) }
        guard take(")") else { throw Refusal("is not a regular expression") }
        return nil
      default:
        // `(?i)` holds to the end of the group around.
        if try !changeFlags() { return nil }
      }
    }
    let node = try choice()
    guard take(")") else { throw Refusal("is not a regular expression") }
    flags = outer
    guard let look else { return node }
    pieces.looks.append(PatternPieces.Look(node: node, isAhead: look.isAhead))
    return pieces.condition(.look(pieces.looks.count - 1, isNegated: look.isNegated))
  }

  private mutating func skipName() throws(Refusal) {
    _ = take("P")
    guard let open = character(), open == "<" || open == "'" else {
      throw Refusal("has a group that is not known ('(?P')")
    }
    place += 1
    while let next = character(), next.isLetter || next.isNumber || next == "_" { place += 1 }
    guard take(open == "<" ? ">" : "'") else {
      throw Refusal("has a group that is not known ('(?\(open)')")
    }
  }

  /// - Returns: Whether a group follows.
  private mutating func changeFlags() throws(Refusal) -> Bool {
    var isOn = true
    while let next = character() {
      place += 1
      switch next {
      case "i", "s", "m": flags[next] = isOn
      case "-" where isOn: isOn = false
      case ":": return true
      case ")": return false
      default: throw Refusal("has a group that is not known ('(?\(next)')")
      }
    }
    throw Refusal("is not a regular expression")
  }

  /// The text of `[…]`.
  private mutating func customClass() throws(Refusal) -> String {
    let start = place
    let before = depth
    repeat {
      switch character() {
      case "[":
        try enter()
        place += 1
        _ = take("^")
        if character() == "]" { throw Refusal("has a class that begins with ']'; write '\\]'") }
      case "]":
        depth -= 1
        place += 1
      case "\\":
        if character(1) == "Q" { throw Refusal("quotes ('\\Q')") }
        place += 2
      case nil: throw Refusal("is not a regular expression")
      case "&", "-", "~":
        // What such an operation joins is nested.
        if character(1) == character() { try countOperation() }
        place += 1
      default: place += 1
      }
    } while depth > before
    guard place <= text.count else { throw Refusal("is not a regular expression") }
    return String(text[start..<place])
  }

  private mutating func countOperation() throws(Refusal) {
    operations += 1
    guard operations <= TextPattern.mostNesting else {
      throw Refusal("has more than \(TextPattern.mostNesting) operations on classes")
    }
  }

  private mutating func escape() throws(Refusal) -> PatternNode {
    let start = place
    place += 1
    guard let next = character() else { throw Refusal("is not a regular expression") }
    place += 1
    switch next {
    case "b", "B", "A", "z", "Z":
      return pieces.condition(.anchor(flagged("\\\(next)")))
    case "0"..."9", "k", "g": throw Refusal("refers to a group or a number ('\\\(next)')")
    case "p", "P", "x", "u", "U", "N": try skipCode(next)
    case "r"
    where character() == "\\" && character(1) == "n" && !"*+?{".contains(character(2) ?? " "):
      // One character, as in Swift.
      place += 2
    case "d", "D", "w", "W", "s", "S", "h", "H", "v", "V", "R", "O", "X", "n", "r", "t", "f", "a",
      "e":
      break
    case _ where next.isLetter || next.isNumber:
      throw Refusal("has an escape that is not known ('\\\(next)')")
    default: break
    }
    return one(String(text[start..<place]))
  }

  /// What follows `\p`, `\x` and the like.
  private mutating func skipCode(_ kind: Character) throws(Refusal) {
    if character() == "{" {
      guard let end = text[place...].firstIndex(of: "}"),
        !text[place..<end].contains(" ") || kind == "N"
      else { throw Refusal("is not a regular expression of one character at a time ('\\\(kind)')") }
      place = end + 1
      return
    }
    let digits: Int
    switch kind {
    case "x": digits = 2
    case "u": digits = 4
    case "U": digits = 8
    case "N": return
    default:
      place += 1
      return
    }
    var count = 0
    while count < digits, let next = character(), next.isHexDigit, next.isASCII {
      place += 1
      count += 1
    }
  }
}
