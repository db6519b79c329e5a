import Workspace

/// A character that comes byte by byte: passed on when it is complete and may be seen.
///
/// What is no UTF-8 becomes U+FFFD. What hides is left out, unless it belongs to the characters around it
/// (`HiddenScalars.belongs`); it waits for the next one to tell.
struct PartialCharacter {
  private var bytes: [UInt8] = []
  /// The character that was passed on last, if nothing came after it.
  private var previous: Unicode.Scalar?
  private var waiting: Unicode.Scalar?

  mutating func take(_ byte: UInt8, _ output: inout [UInt8]) {
    if !bytes.isEmpty, !UTF8Character.isPrefix(bytes + [byte]) { giveUp(&output) }
    bytes.append(byte)
    guard UTF8Character.isPrefix(bytes) else {
      giveUp(&output)
      return
    }
    guard bytes.count == UTF8Character.length(startingWith: bytes[0]) else { return }
    let scalar = UTF8Character.scalar(bytes)
    bytes = []
    if let scalar { take(scalar, &output) }
  }

  /// Ends the run of characters: what is incomplete is given up.
  mutating func end(_ output: inout [UInt8]) {
    if !bytes.isEmpty { giveUp(&output) }
    settle(before: nil, &output)
    previous = nil
  }

  private mutating func take(_ scalar: Unicode.Scalar, _ output: inout [UInt8]) {
    settle(before: scalar, &output)
    if scalar.isHiding {
      waiting = scalar
    } else {
      pass(scalar, &output)
    }
  }

  /// Passes on or drops what waits.
  private mutating func settle(before next: Unicode.Scalar?, _ output: inout [UInt8]) {
    guard let scalar = waiting else { return }
    waiting = nil
    if HiddenScalars.belongs(scalar, after: previous, before: next) {
      pass(scalar, &output)
    } else {
      previous = nil
    }
  }

  private mutating func pass(_ scalar: Unicode.Scalar, _ output: inout [UInt8]) {
    output += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
    previous = scalar
  }

  private mutating func giveUp(_ output: inout [UInt8]) {
    bytes = []
    settle(before: nil, &output)
    previous = nil
    output += UTF8.encodedReplacementCharacter
  }
}
