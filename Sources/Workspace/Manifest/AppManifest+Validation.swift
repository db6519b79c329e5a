extension AppManifest {
  /// Checks what the types cannot say: the name's form, safe paths, regular expressions.
  ///
  /// Throws an error that names the example and the key.
  package func validate() throws(ManifestError) {
    guard Self.isName(name) else {
      throw ManifestError(
        description:
          "In wisp.json, the name '\(name)' must start with a lower-case letter and hold "
          + "only lower-case letters, digits and '-', 40 at most.")
    }
    var names: Set<String> = []
    for example in examples {
      guard names.insert(example.name).inserted else {
        throw ManifestError(
          description:
            "In wisp.json, two examples are called '\(example.name)'; give each its name.")
      }
      try example.validate()
    }
  }

  /// Whether `text` can name an app: `[a-z][a-z0-9-]{0,39}`.
  package static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first), text.utf8.count <= 40 else { return false }
    return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

extension Example {
  /// Each costs its time at every check.
  private static let mostRunsBefore = 10

  /// Checks paths, regular expressions and that something is expected at all.
  package func validate() throws(ManifestError) {
    func wrong(_ text: String) -> ManifestError {
      ManifestError(description: "In the example '\(name)', \(text)")
    }
    guard before.count <= Self.mostRunsBefore else {
      throw wrong("'before' has \(before.count) runs; \(Self.mostRunsBefore) are the most.")
    }
    for path in files.keys.sorted() + (expect.files?.keys.sorted() ?? []) {
      do {
        _ = try SafePath(path)
      } catch {
        throw wrong("'files': \(error.description)")
      }
    }
    var expectations: [(String, TextExpectation?)] = [
      ("stdout", expect.stdout), ("stderr", expect.stderr),
    ]
    for (path, expectation) in (expect.files ?? [:]).sorted(by: { $0.key < $1.key }) {
      expectations.append(("files.\(path)", expectation))
    }
    for case (let key, let expectation?) in expectations {
      if let pattern = expectation.matches {
        do {
          _ = try TextPattern(pattern)
        } catch {
          throw wrong("'\(key).matches' \(error.reason): \(TextPattern.excerpt(pattern))")
        }
      }
      if let pieces = expectation.contains, pieces.contains("") {
        throw wrong("'\(key).contains' holds an empty text, which is in every output.")
      }
      if let pieces = expectation.lacks, pieces.contains("") {
        throw wrong("'\(key).lacks' holds an empty text, which no output lacks.")
      }
    }
    guard expect.exit != nil || expectations.contains(where: { $0.1 != nil }) else {
      throw wrong("'expect' demands nothing; give 'stdout', 'stderr', 'files' or 'exit'.")
    }
  }
}
