extension Example {
  /// Reads the form of `--example`: `ARGS [< STDIN] => OUT`.
  ///
  /// ARGS are split as a shell would (quotes, backslash). STDIN and OUT are literal text with `\n`,
  /// `\t` and `\\`, optionally in quotes. OUT `...x...` must be contained, `/x/` must match, anything
  /// else must be the whole output. Throws an error that shows the form.
  package init(commandLine: String) throws(ManifestError) {
    let scalars = Array(commandLine.unicodeScalars)
    let marks = Self.separators(in: scalars)
    guard let arrow = marks.arrow else {
      throw Self.wrong(commandLine, "it has no ' => '")
    }
    let input = marks.input.flatMap { $0 < arrow ? $0 : nil }
    let arguments = try Self.words(scalars[..<(input ?? arrow)], of: commandLine)
    let stdin = input.map { Self.text(scalars[($0 + 1)..<arrow]) } ?? ""
    let output = Self.trimmed(scalars[(arrow + 2)...])
    guard !output.isEmpty else {
      throw Self.wrong(commandLine, "nothing follows ' => '; for no output write \"\"")
    }
    let label = commandLine.onOneLine
    self.init(
      name: label.count > 60 ? label.prefix(59) + "…" : label, arguments: arguments, stdin: stdin,
      expect: Expectation(stdout: Self.expectation(output)))
    do {
      if let pattern = expect.stdout?.matches { _ = try TextPattern(pattern) }
    } catch {
      throw Self.wrong(commandLine, "OUT \(error.reason)")
    }
    try validate()
  }

  private typealias Scalars = ArraySlice<Unicode.Scalar>

  private static func wrong(_ line: String, _ reason: String) -> ManifestError {
    ManifestError(
      description: "The example '\(line)' cannot be read: \(reason). Its form is "
        + "'ARGS [< STDIN] => OUT', for example: --example '--upper < \"hello\\n\" => HELLO'")
  }

  /// The places of the first unquoted `<` and `=>` that stand as words of their own.
  private static func separators(in scalars: [Unicode.Scalar]) -> (input: Int?, arrow: Int?) {
    var quote: Unicode.Scalar?
    var input: Int?
    var index = 0
    func isBlank(_ index: Int) -> Bool {
      index < 0 || index >= scalars.count || scalars[index].properties.isWhitespace
    }
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == "\\", quote != "'" {
        index += 2
        continue
      }
      if let open = quote {
        if scalar == open { quote = nil }
      } else if scalar == "\"" || scalar == "'" {
        // An apostrophe inside a word of the input text is no quote.
        if scalar == "\"" || input == nil || isBlank(index - 1) { quote = scalar }
      } else if scalar == "<", input == nil, isBlank(index - 1), isBlank(index + 1) {
        input = index
      } else if scalar == "=", index + 1 < scalars.count, scalars[index + 1] == ">",
        isBlank(index - 1), isBlank(index + 2)
      {
        return (input, index)
      }
      index += 1
    }
    return (input, nil)
  }

  private static func words(
    _ scalars: Scalars, of line: String
  ) throws(ManifestError) -> [String] {
    var words: [String] = []
    var word: String.UnicodeScalarView?
    var quote: Unicode.Scalar?
    var escaped = false
    for scalar in scalars {
      if escaped {
        if quote == "\"", scalar != "\"", scalar != "\\", scalar != "$", scalar != "`" {
          word?.append("\\")
        }
        word = (word ?? .init()) + [scalar]
        escaped = false
      } else if scalar == "\\", quote != "'" {
        escaped = true
        word = word ?? .init()
      } else if let open = quote {
        if scalar == open { quote = nil } else { word?.append(scalar) }
      } else if scalar == "\"" || scalar == "'" {
        quote = scalar
        word = word ?? .init()
      } else if scalar.properties.isWhitespace {
        if let done = word { words.append(String(done)) }
        word = nil
      } else {
        word = (word ?? .init()) + [scalar]
      }
    }
    guard quote == nil, !escaped else { throw wrong(line, "a quote is not closed") }
    if let done = word { words.append(String(done)) }
    return words
  }

  private static func trimmed(_ scalars: Scalars) -> Scalars {
    var rest = scalars.drop { $0.properties.isWhitespace }
    while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
    return rest
  }

  /// A literal: quotes around it dropped, `\n`, `\t`, `\\` and escaped quotes read.
  private static func text(_ scalars: Scalars) -> String {
    var rest = trimmed(scalars)
    if rest.count >= 2, let first = rest.first, first == rest.last, first == "\"" || first == "'" {
      rest = rest.dropFirst().dropLast()
    }
    var text = String.UnicodeScalarView()
    var escaped = false
    for scalar in rest {
      if escaped {
        switch scalar {
        case "n": text.append("\n")
        case "t": text.append("\t")
        case "\\", "\"", "'": text.append(scalar)
        default: text.append(contentsOf: ["\\", scalar])
        }
        escaped = false
      } else if scalar == "\\" {
        escaped = true
      } else {
        text.append(scalar)
      }
    }
    if escaped { text.append("\\") }
    return String(text)
  }

  private static func expectation(_ output: Scalars) -> TextExpectation {
    let dots: [Unicode.Scalar] = [".", ".", "."]
    if output.count > 6, output.starts(with: dots), output.suffix(3).elementsEqual(dots) {
      return TextExpectation(contains: [text(output.dropFirst(3).dropLast(3))])
    }
    if output.count > 2, output.first == "/", output.last == "/" {
      return TextExpectation(
        matches: String(String.UnicodeScalarView(output.dropFirst().dropLast())))
    }
    return TextExpectation(equals: text(output))
  }
}
