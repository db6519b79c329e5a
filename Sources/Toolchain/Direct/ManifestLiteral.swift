/// A `Package.swift` that is nothing but one literal, read without running it.
///
/// ```
/// manifest   = "// swift-tools-version: " version, "import PackageDescription",
///              "let package = " call
/// expression = string | "true" | "false" | array | call | "." name
/// array      = "[" [expression {"," expression}] [","] "]"
/// call       = name "(" [[name ":"] expression {"," …}] [","] ")"
/// ```
/// Anything else (conditions, variables, interpolation, escapes) is not read: those packages are left
/// to `swift build`, so this reader may be as strict as it likes.
struct ManifestLiteral: Equatable {
  /// "6.1" → 6 and 1.
  var toolsVersion: (major: Int, minor: Int)
  /// The arguments of `Package(…)`.
  var package: [Argument]

  struct Argument: Equatable {
    var label: String?
    var value: Expression
  }

  indirect enum Expression: Equatable {
    case string(String)
    case flag(Bool)
    case array([Expression])
    /// `.executable(name: "a")`, `.v15` where there are no parentheses.
    case call(String, [Argument])
  }

  static func == (a: ManifestLiteral, b: ManifestLiteral) -> Bool {
    a.toolsVersion == b.toolsVersion && a.package == b.package
  }

  /// Nil where the text is more than a literal.
  init?(_ text: String) {
    let first = text.prefix { !$0.isNewline }
    guard let match = first.wholeMatch(of: /\/\/ ?swift-tools-version: ?(\d+)\.(\d+)(?:\.\d+)?/),
      let major = Int(match.1), let minor = Int(match.2),
      var reader = ManifestReader(text)
    else { return nil }
    toolsVersion = (major, minor)
    guard reader.take(.word("import")), reader.take(.word("PackageDescription")),
      reader.take(.word("let")), reader.take(.word("package")), reader.take(.mark("=")),
      reader.take(.word("Package")), let arguments = reader.arguments(), reader.isAtEnd
    else { return nil }
    package = arguments
  }
}

private enum Token: Equatable {
  case word(String)
  case string(String)
  case mark(Character)
}

private struct ManifestReader {
  private var tokens: [Token] = []
  private var place = 0

  var isAtEnd: Bool { place == tokens.count }

  init?(_ text: String) {
    var rest = text[...]
    while let character = rest.first {
      if character.isWhitespace {
        rest.removeFirst()
      } else if rest.hasPrefix("//") {
        rest = rest.drop { !$0.isNewline }
      } else if character == "\"" {
        let body = rest.dropFirst().prefix { $0 != "\"" && $0 != "\\" && !$0.isNewline }
        guard rest[body.endIndex...].first == "\"", !rest.hasPrefix("\"\"\"") else { return nil }
        tokens.append(.string(String(body)))
        rest = rest[body.endIndex...].dropFirst()
      } else if character.isLetter || character == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        tokens.append(.word(String(word)))
        rest = rest[word.endIndex...]
      } else if "()[],:.=".contains(character) {
        tokens.append(.mark(character))
        rest.removeFirst()
      } else {
        return nil
      }
    }
  }

  mutating func take(_ token: Token) -> Bool {
    guard place < tokens.count, tokens[place] == token else { return false }
    place += 1
    return true
  }

  mutating func arguments() -> [ManifestLiteral.Argument]? {
    guard take(.mark("(")) else { return nil }
    var arguments: [ManifestLiteral.Argument] = []
    while !take(.mark(")")) {
      var label: String?
      if place + 1 < tokens.count, case .word(let word) = tokens[place],
        tokens[place + 1] == .mark(":")
      {
        label = word
        place += 2
      }
      guard let value = expression() else { return nil }
      arguments.append(ManifestLiteral.Argument(label: label, value: value))
      guard take(.mark(",")) || next == .mark(")") else { return nil }
    }
    return arguments
  }

  private var next: Token? { place < tokens.count ? tokens[place] : nil }

  private mutating func expression() -> ManifestLiteral.Expression? {
    guard let token = next else { return nil }
    place += 1
    switch token {
    case .string(let text): return .string(text)
    case .word("true"): return .flag(true)
    case .word("false"): return .flag(false)
    case .mark("["): return array()
    case .mark("."):
      guard case .word(let name) = next else { return nil }
      place += 1
      guard next == .mark("(") else { return .call(name, []) }
      return arguments().map { .call(name, $0) }
    case .word, .mark: return nil
    }
  }

  private mutating func array() -> ManifestLiteral.Expression? {
    var elements: [ManifestLiteral.Expression] = []
    while !take(.mark("]")) {
      guard let element = expression() else { return nil }
      elements.append(element)
      guard take(.mark(",")) || next == .mark("]") else { return nil }
    }
    return .array(elements)
  }
}
