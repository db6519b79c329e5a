extension StringProtocol {
  /// The text with everything in it to be seen: what controls a terminal, changes the direction of text or
  /// hides stands there as `\u{1B}`.
  ///
  /// Line ends and tabs stay as they are; a carriage return before a line end goes. For what apps, tests
  /// and compilers print, before a journal, a model or a person gets it.
  package var visible: String {
    var result = String.UnicodeScalarView()
    forEachScalar { scalar, next, isShown in
      if scalar == "\r", next == "\n" { return }
      if isShown || scalar == "\n" || scalar == "\t" {
        result.append(scalar)
      } else {
        result.append(
          contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      }
    }
    return String(result)
  }

  /// Calls `body` with each scalar, the one after it, and whether a reader may get it as it is: whether it
  /// does not hide, or belongs to the text around it (`HiddenScalars.belongs`).
  package func forEachScalar(
    _ body: (_ scalar: Unicode.Scalar, _ next: Unicode.Scalar?, _ isShown: Bool) -> Void
  ) {
    var scalars = unicodeScalars.makeIterator()
    var previous: Unicode.Scalar?
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      let isShown =
        !scalar.isHiding || HiddenScalars.belongs(scalar, after: previous, before: next)
      body(scalar, next, isShown)
      previous = isShown ? scalar : nil
    }
  }
}

extension String {
  /// Whether it is nothing but printable ASCII, as most texts of a list are: one byte, one column.
  package var isPlain: Bool { utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
}
