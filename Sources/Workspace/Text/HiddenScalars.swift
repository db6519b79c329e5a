extension Unicode.Scalar {
  /// Whether it is no text but an order, or is there without being seen: control characters of both sets,
  /// marks of direction, line separators, interlinear marks, and everything that Unicode lets a font ignore
  /// (joiners, soft hyphens, variation selectors, byte order marks, tags that spell out invisible letters).
  package var isHiding: Bool {
    switch value {
    case 0x20...0x7E: false
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069,
      0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      true
    default: properties.isDefaultIgnorableCodePoint
    }
  }
}

/// Scalars that are not seen and yet change how the text around them looks.
package enum HiddenScalars {
  /// Whether a scalar that hides is part of how its neighbours are written. The rule:
  ///
  /// - A joiner (U+200D) stays between two emoji: 👩‍👧 is one picture.
  /// - A joiner or a non-joiner (U+200C) stays between letters or marks of scripts whose letters join:
  ///   Arabic and its relatives, the scripts of India and south-east Asia, Mongolian.
  /// - U+FE0F and U+FE0E, which choose between picture and sign, stay directly after an emoji; after a digit
  ///   only in a keycap such as 1️⃣.
  ///
  /// Nothing else stays: no tags, no other variation selectors, no soft hyphen, no mark of direction.
  ///
  /// There is no `previous` scalar at the beginning of a text, and after one that is not shown itself; no `next`
  /// one at the end.
  package static func belongs(
    _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, before next: Unicode.Scalar?
  ) -> Bool {
    guard let previous else { return false }
    switch scalar {
    case "\u{FE0E}", "\u{FE0F}":
      return isPicture(previous) || (previous.properties.isEmoji && next == "\u{20E3}")
    case "\u{200D}":
      guard let next else { return false }
      let joinsPictures =
        isPicture(next) && (isPicture(previous) || previous == "\u{FE0F}")
      return joinsPictures || (joinsLetters(previous) && joinsLetters(next))
    case "\u{200C}": return joinsLetters(previous) && next.map(joinsLetters) == true
    default: return false
    }
  }

  private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x7F && scalar.properties.isEmoji
  }

  private static func joinsLetters(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Arabic to Syriac and N'Ko; India, Thai to Tibetan, Myanmar; Khmer, Mongolian; Arabic's other forms.
    case 0x0620...0x08FF, 0x0900...0x109F, 0x1780...0x18AF, 0xA840...0xA87F, 0xA8E0...0xA8FF,
      0xFB50...0xFDFF, 0xFE70...0xFEFC, 0x11000...0x11FFF:
      scalar.properties.isAlphabetic || scalar.properties.canonicalCombiningClass != .notReordered
    default: false
    }
  }
}
