import Workspace

/// The lines of a reply without their endings: ranges of one array of bytes, eight bytes a line.
///
/// A reply may have a million of them, so no line is a value of its own until it is looked at.
struct ReplyLines: RandomAccessCollection, Sendable {
  private let bytes: Bytes
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []

  /// `bytes` cut at every line feed, a carriage return before it dropped.
  init(_ bytes: Bytes) {
    self.bytes = bytes
    let count = bytes.count { $0 == 0x0A } + 1
    starts.reserveCapacity(count)
    ends.reserveCapacity(count)
    var start = bytes.startIndex
    for index in bytes.indices where bytes[index] == 0x0A {
      append(start, index)
      start = index + 1
    }
    if start < bytes.endIndex { append(start, bytes.endIndex) }
  }

  private init(bytes: Bytes, starts: ArraySlice<UInt32>, ends: ArraySlice<UInt32>) {
    self.bytes = bytes
    self.starts = Array(starts)
    self.ends = Array(ends)
  }

  private mutating func append(_ start: Int, _ end: Int) {
    starts.append(UInt32(start))
    ends.append(UInt32(end > start && bytes[end - 1] == 0x0D ? end - 1 : end))
  }

  var startIndex: Int { 0 }
  var endIndex: Int { starts.count }

  /// A line; what is put in its place must be a part of a line of the same reply.
  subscript(index: Int) -> Bytes {
    get { bytes[Int(starts[index])..<Int(ends[index])] }
    set {
      starts[index] = UInt32(newValue.startIndex)
      ends[index] = UInt32(newValue.endIndex)
    }
  }

  /// Some of the lines, counted from 0 again.
  func part(_ range: Range<Int>) -> ReplyLines {
    ReplyLines(bytes: bytes, starts: starts[range], ends: ends[range])
  }

  /// Keeps the first `count` lines.
  mutating func keep(first count: Int) {
    starts.removeSubrange(count...)
    ends.removeSubrange(count...)
  }

  /// How many bytes the lines hold, endings left out.
  func size(of range: Range<Int>) -> Int {
    range.reduce(0) { $0 + Int(ends[$1] - starts[$1]) }
  }

  /// Lines put together, each with a line feed behind it, `indentation` blanks taken off each.
  func text(of range: Range<Int>, dedentedBy indentation: Int = 0) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(size(of: range) + range.count)
    for index in range {
      var line = self[index]
      for _ in 0..<indentation where line.first == 0x20 { line = line.dropFirst() }
      text += line
      text.append(0x0A)
    }
    return text
  }

  /// The first byte of a line that is neither blank nor tab; nil for a blank line.
  func leadingByte(_ index: Int) -> UInt8? {
    var at = Int(starts[index])
    let end = Int(ends[index])
    while at < end {
      let byte = bytes[at]
      guard byte == 0x20 || byte == 0x09 || byte == 0x0D else { return byte }
      at += 1
    }
    return nil
  }

  func isBlank(_ index: Int) -> Bool { leadingByte(index) == nil }

  /// Whether a byte stands anywhere in a line.
  func holds(_ byte: UInt8, _ index: Int) -> Bool {
    bytes[Int(starts[index])..<Int(ends[index])].contains(byte)
  }

  /// The line as a fence; nil for any other line.
  func fence(_ index: Int) -> Fence? {
    guard let byte = leadingByte(index), byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~")
    else { return nil }
    return Fence(self[index])
  }
}
