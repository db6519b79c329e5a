/// Reads LLVM's bitstream container: blocks inside one another, with records of numbers and bytes.
///
/// The bytes may be anything. Every step consumes at least two bits, and no step makes more than it consumes but for
/// `Most.parts` numbers, so time and memory are linear in the input. See "LLVM Bitcode File Format".
struct Bitstream {
  /// What the next step found.
  enum Item: Equatable {
    case enter(block: UInt64)
    case leave
    case record(Record)
  }

  struct Record: Equatable {
    var code: UInt64
    var numbers: [UInt64] = []
    /// The bytes at its end; empty if it has none.
    var bytes: ArraySlice<UInt8> = []
  }

  /// The input is not a bitstream, ends too early or asks for more than anybody writes.
  struct Malformed: Error, Equatable {}

  /// More than any writer of diagnostics needs.
  enum Most {
    static let depth = 8
    static let abbreviations = 64
    /// Parts of one abbreviation.
    static let parts = 24
    /// Numbers of one record.
    static let numbers = 4_096
  }

  private var bits: BitReader
  private var blocks: [Block] = []
  /// Abbreviations that blocks of a kind begin with.
  private var known: [UInt64: [Abbreviation]] = [:]
  private var described: UInt64?

  private struct Block {
    var id: UInt64
    var width: Int
    var abbreviations: [Abbreviation]
  }

  /// - Throws: `Malformed` if the input does not begin with `magic`.
  init(_ bytes: [UInt8], magic: String) throws(Malformed) {
    guard bytes.starts(with: magic.utf8), magic.utf8.count == 4 else { throw Malformed() }
    bits = BitReader(bytes)
    _ = try bits.read(32)
  }

  /// The next block, record or end of a block; nil at the end of the input.
  ///
  /// Blocks that describe others are read here and never returned.
  mutating func next() throws(Malformed) -> Item? {
    while true {
      guard !blocks.isEmpty || !bits.isAtEnd else { return nil }
      let width = blocks.last?.width ?? 2
      switch try bits.read(width) {
      case 0:
        guard let ended = blocks.popLast() else { throw Malformed() }
        try bits.align()
        if ended.id != 0 { return .leave }
      case 1:
        let id = try enter()
        if id != 0 { return .enter(block: id) }
      case 2: try define()
      case 3:
        let code = try bits.readVariable(6)
        let count = try bits.readVariable(6)
        guard count <= Most.numbers else { throw Malformed() }
        var record = Record(code: code)
        for _ in 0..<count { record.numbers.append(try bits.readVariable(6)) }
        if let record = try taken(record) { return .record(record) }
      case let abbreviation:
        guard let block = blocks.last, abbreviation - 4 < block.abbreviations.count else {
          throw Malformed()
        }
        let record = try bits.record(by: block.abbreviations[Int(abbreviation - 4)])
        if let record = try taken(record) { return .record(record) }
      }
    }
  }

  private mutating func enter() throws(Malformed) -> UInt64 {
    let id = try bits.readVariable(8)
    let width = try bits.readVariable(4)
    try bits.align()
    _ = try bits.read(32)
    guard (2...32).contains(width), blocks.count < Most.depth else { throw Malformed() }
    blocks.append(Block(id: id, width: Int(width), abbreviations: known[id] ?? []))
    described = nil
    return id
  }

  private mutating func define() throws(Malformed) {
    guard let block = blocks.last else { throw Malformed() }
    let abbreviation = try bits.abbreviation()
    if block.id == 0 {
      guard let described, known.count <= Most.abbreviations,
        known[described, default: []].count < Most.abbreviations
      else { throw Malformed() }
      known[described, default: []].append(abbreviation)
    } else {
      guard block.abbreviations.count < Most.abbreviations else { throw Malformed() }
      blocks[blocks.count - 1].abbreviations.append(abbreviation)
    }
  }

  /// The record, unless it is one about other blocks: 1 names the block that the abbreviations after it are for.
  private mutating func taken(_ record: Record) throws(Malformed) -> Record? {
    guard let block = blocks.last else { throw Malformed() }
    guard block.id == 0 else { return record }
    if record.code == 1 { described = record.numbers.first }
    return nil
  }
}
