/// Bits of a sequence of bytes, the lowest of each byte first.
struct BitReader {
  typealias Malformed = Bitstream.Malformed

  private let bytes: [UInt8]
  /// In bits.
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { place >= bytes.count * 8 }

  /// A number of at most 64 bits.
  mutating func read(_ width: Int) throws(Malformed) -> UInt64 {
    guard (0...64).contains(width), place + width <= bytes.count * 8 else { throw Malformed() }
    var value: UInt64 = 0
    var done = 0
    while done < width {
      let part = min(8 - place % 8, width - done)
      let byte = UInt64(bytes[place / 8]) >> UInt64(place % 8)
      value |= (byte & ((1 << UInt64(part)) - 1)) << UInt64(done)
      place += part
      done += part
    }
    return value
  }

  /// A number in groups of `width` bits, the highest bit of each says whether another follows.
  mutating func readVariable(_ width: Int) throws(Malformed) -> UInt64 {
    guard (2...32).contains(width) else { throw Malformed() }
    let more: UInt64 = 1 << UInt64(width - 1)
    var value: UInt64 = 0
    var shift = 0
    while true {
      let group = try read(width)
      guard shift < 64 else { throw Malformed() }
      value |= (group & (more - 1)) << UInt64(shift)
      guard group & more != 0 else { return value }
      shift += width - 1
    }
  }

  /// Skips to the next multiple of 32 bits.
  mutating func align() throws(Malformed) {
    let next = (place + 31) / 32 * 32
    guard next <= bytes.count * 8 else { throw Malformed() }
    place = next
  }

  /// `count` whole bytes, between two multiples of 32 bits.
  mutating func readBytes(_ count: UInt64) throws(Malformed) -> ArraySlice<UInt8> {
    try align()
    guard count <= UInt64(bytes.count - place / 8) else { throw Malformed() }
    let start = place / 8
    place += Int(count) * 8
    try align()
    return bytes[start..<(start + Int(count))]
  }
}

/// How the parts of a record are written.
struct Abbreviation {
  enum Part {
    case literal(UInt64)
    case fixed(Int)
    case variable(Int)
    case letter
    /// All that follow are written like `element`, a number of them first.
    indirect case list(element: Part)
    case bytes
  }

  var parts: [Part]
}

extension BitReader {
  /// The definition of an abbreviation.
  mutating func abbreviation() throws(Malformed) -> Abbreviation {
    let count = try readVariable(5)
    guard (1...UInt64(Bitstream.Most.parts)).contains(count) else { throw Malformed() }
    var parts: [Abbreviation.Part] = []
    var isList = false
    for number in 1...count {
      let part = try part()
      if isList {
        guard number == count else { throw Malformed() }
        // An element without bits would make a list of any length out of nothing.
        switch part {
        case .fixed(1...), .variable, .letter: parts.append(.list(element: part))
        case .fixed, .literal, .list, .bytes: throw Malformed()
        }
      } else if case .list = part {
        isList = true
        guard number == count - 1 else { throw Malformed() }
      } else {
        if case .bytes = part, number != count { throw Malformed() }
        parts.append(part)
      }
    }
    return Abbreviation(parts: parts)
  }

  private mutating func part() throws(Malformed) -> Abbreviation.Part {
    if try read(1) == 1 { return .literal(try readVariable(8)) }
    switch try read(3) {
    case 1:
      let width = try readVariable(5)
      guard width <= 64 else { throw Malformed() }
      return .fixed(Int(width))
    case 2:
      let width = try readVariable(5)
      guard (2...32).contains(width) else { throw Malformed() }
      return .variable(Int(width))
    case 3: return .list(element: .letter)
    case 4: return .letter
    case 5: return .bytes
    default: throw Malformed()
    }
  }

  /// A record that is written as `abbreviation` says; its first number is its code.
  mutating func record(by abbreviation: Abbreviation) throws(Malformed) -> Bitstream.Record {
    var numbers: [UInt64] = []
    var bytes: ArraySlice<UInt8> = []
    for part in abbreviation.parts {
      switch part {
      case .list(let element):
        let count = try readVariable(6)
        guard count <= Bitstream.Most.numbers else { throw Malformed() }
        for _ in 0..<count { numbers.append(try number(element)) }
      case .bytes: bytes = try readBytes(try readVariable(6))
      case .literal, .fixed, .variable, .letter: numbers.append(try number(part))
      }
    }
    guard let code = numbers.first else { throw Malformed() }
    return Bitstream.Record(code: code, numbers: Array(numbers.dropFirst()), bytes: bytes)
  }

  private mutating func number(_ part: Abbreviation.Part) throws(Malformed) -> UInt64 {
    switch part {
    case .literal(let value): value
    case .fixed(let width): try read(width)
    case .variable(let width): try readVariable(width)
    case .letter: try read(6)
    case .list, .bytes: throw Malformed()
    }
  }
}
