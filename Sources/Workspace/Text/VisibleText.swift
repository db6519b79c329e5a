extension StringProtocol {
  /// The text with everything in it to be seen: what controls a terminal, changes the direction of text or
  /// hides stands there as `\u{1B}`.
  ///
  /// Line ends and tabs stay as they are; a carriage return before a line end goes. For what apps, tests
  /// and compilers print, before a journal, a model or a person gets it.
  package var visible: String {
    var result = String.UnicodeScalarView()
    var scalars = unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      if scalar == "\r", next == "\n" { continue }
      if scalar == "\n" || scalar == "\t" || !scalar.isHiding {
        result.append(scalar)
      } else {
        result.append(
          contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      }
    }
    return String(result)
  }
}

extension String {
  /// Whether it is nothing but printable ASCII, as most texts of a list are: one byte, one column.
  package var isPlain: Bool { utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
}

extension Unicode.Scalar {
  /// Whether it is no text but an order, or is there without being seen: control characters of both sets,
  /// marks of direction, line separators, interlinear marks, and the tags that spell out invisible letters.
  package var isHiding: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069,
      0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}
