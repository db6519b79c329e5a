import Events
import Testing

@testable import Toolchain

/// The reader of what the compiler serializes bears anything.
@Suite struct SerializedDiagnosticsTests {
  private typealias Message = SerializedDiagnostics.Message
  private typealias Edit = SerializedDiagnostics.Edit

  private static let samples = ["try", "label-wrong", "number"]

  private func messages(_ name: String) throws -> [Message] {
    SerializedDiagnostics.messages(in: try RepairCase(name: name).serialized)
  }

  /// A message, its notes, and what each would change.
  @Test func readsNotes() throws {
    let file = "/app/Sources/AppCore/A.swift"
    func note(_ text: String, _ fix: String) -> Message {
      Message(
        severity: 1, file: file, line: 3, column: 18, text: text,
        edits: [Edit(file: file, start: 71, end: 71, text: fix)])
    }
    #expect(
      try messages("try") == [
        Message(
          severity: 3, file: file, line: 3, column: 18,
          text: "call can throw but is not marked with 'try'",
          notes: [
            note("did you mean to use 'try'?", "try "),
            note("did you mean to handle error as optional value?", "try? "),
            note("did you mean to disable error propagation?", "try! "),
          ])
      ])
  }

  /// Several edits of one message are one change.
  @Test func readsSeveralEdits() throws {
    let file = "/app/Sources/AppCore/A.swift"
    #expect(
      try messages("label-wrong").first?.edits == [
        Edit(file: file, start: 54, end: 60, text: ""),
        Edit(file: file, start: 50, end: 50, text: "a: 2, "),
      ])
  }

  @Test(arguments: samples) func bearsAnyEnd(name: String) throws {
    let bytes = try RepairCase(name: name).serialized
    let whole = SerializedDiagnostics.messages(in: bytes)
    #expect(!whole.isEmpty)
    for count in 0..<bytes.count {
      let read = SerializedDiagnostics.messages(in: Array(bytes.prefix(count)))
      // Blocks end at multiples of four bytes, and the file may end after any of them.
      #expect(read.count <= whole.count)
    }
  }

  @Test(arguments: samples) func bearsFlippedBits(name: String) throws {
    let bytes = try RepairCase(name: name).serialized
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1 << UInt8(place % 8)
      try expectBounded(changed)
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>) func bearsRandomBytes(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let sample = try RepairCase(name: "several").serialized
    for _ in 0..<100 {
      let count = Int.random(in: 0...400, using: &random)
      let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      let head = Int.random(in: 4...sample.count, using: &random)
      try expectBounded(noise)
      try expectBounded(Array("DIAG".utf8) + noise)
      try expectBounded(Array(sample.prefix(head)) + noise)
    }
  }

  /// Bytes that ask for the most: each is refused, or read in no more than it has.
  @Test(arguments: [
    "blocks inside one another", "abbreviations without end", "a record of 2^40 numbers",
    "a text of 2^40 bytes", "a list of elements without bits", "a block of no bits", "no block",
  ])
  func refuses(_ what: String) throws {
    var bits = BitWriter()
    bits.bytes = Array("DIAG".utf8)
    switch what {
    case "blocks inside one another":
      for _ in 0..<1_000 { bits.enter(9, width: 2, from: 2) }
    case "abbreviations without end":
      bits.enter(9, width: 2, from: 2)
      for _ in 0..<10_000 { bits.write([(2, 2), (1, 5), (1, 1), (1, 8)]) }
    case "a record of 2^40 numbers":
      bits.enter(9, width: 3, from: 2)
      bits.write([(3, 3), (2, 6)])
      bits.variable(1 << 40, 6)
    case "a text of 2^40 bytes":
      bits.enter(9, width: 3, from: 2)
      bits.write([(2, 3), (2, 5), (1, 1), (7, 8), (0, 1), (5, 3), (4, 3)])
      bits.variable(1 << 40, 6)
    case "a list of elements without bits":
      bits.enter(9, width: 3, from: 2)
      bits.write([(2, 3), (2, 5), (0, 1), (3, 3), (0, 1), (1, 3), (0, 5), (4, 3)])
      bits.variable(4_000, 6)
    case "a block of no bits": bits.enter(9, width: 0, from: 2)
    default: bits.write([(3, 2), (2, 6), (0, 6)])
    }
    let bytes = bits.bytes + [UInt8](repeating: 0xFF, count: 64)
    #expect(SerializedDiagnostics.messages(in: bytes).isEmpty)
    #expect(throws: Bitstream.Malformed.self) {
      var stream = try Bitstream(bytes, magic: "DIAG")
      while try stream.next() != nil {}
    }
  }

  @Test func refusesLargeFiles() throws {
    let sample = try RepairCase(name: "try").serialized
    let large = sample + [UInt8](repeating: 0, count: SerializedDiagnostics.Most.bytes)
    #expect(SerializedDiagnostics.messages(in: large) == [])
  }

  /// Only what is inside the app becomes a fix-it; the message must be the same, to the column.
  @Test func addsWhatFits() throws {
    let example = RepairCase(name: "try")
    let edit = FixIt.Edit(file: "Sources/AppCore/A.swift", start: 71, end: 71, text: "try ")
    let found = try #require(try example.diagnostics.first)
    #expect(found.fixIts.count == 3)
    #expect(found.fixIts.first == FixIt([edit]))
    var other = found
    other.fixIts = []
    other.column = 19
    let added = SerializedDiagnostics.adding([try example.serialized], to: [other])
    #expect(added.map(\.fixIts) == [[]])
  }

  /// What was read is no more than what was there.
  private func expectBounded(_ bytes: [UInt8]) throws {
    var left = SerializedDiagnostics.messages(in: bytes)
    var size = 0
    while let message = left.popLast() {
      size += message.text.utf8.count + message.edits.map(\.text.utf8.count).reduce(0, +)
      left += message.notes
    }
    // Bytes that are no UTF-8 become three each.
    #expect(size <= bytes.count * 3)
  }
}

/// Writes a bitstream, the lowest bit of each byte first.
private struct BitWriter {
  var bytes: [UInt8] = []
  private var used = 0

  mutating func write(_ parts: [(value: UInt64, width: Int)]) {
    for part in parts {
      for bit in 0..<part.width {
        if used == 0 { bytes.append(0) }
        if part.value >> UInt64(bit) & 1 == 1 { bytes[bytes.count - 1] |= 1 << UInt8(used) }
        used = (used + 1) % 8
      }
    }
  }

  mutating func variable(_ value: UInt64, _ width: Int) {
    let more: UInt64 = 1 << UInt64(width - 1)
    var left = value
    while left >= more {
      write([(left & (more - 1) | more, width)])
      left >>= UInt64(width - 1)
    }
    write([(left, width)])
  }

  mutating func enter(_ block: UInt64, width: UInt64, from outer: Int) {
    write([(1, outer), (block, 8), (width, 4)])
    used = 0
    while bytes.count % 4 != 0 { bytes.append(0) }
    bytes += [0, 0, 0, 0]
  }
}

private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
