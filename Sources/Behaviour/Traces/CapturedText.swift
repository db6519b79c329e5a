import Workspace

/// What a run wrote to one place: its first MiB, and the length and the hash of all of it.
///
/// Two texts are equal if their lengths and hashes are, so texts beyond the first MiB are compared, too.
package struct CapturedText: Sendable, Equatable {
  /// The first bytes, at most `keptBytes`.
  package let start: [UInt8]
  /// Bytes in all.
  package let length: Int
  /// `StableHash` of all bytes.
  package let hash: String

  /// Bytes that are kept of a text.
  package static let keptBytes = 1 << 20

  package init(_ bytes: some Collection<UInt8>) {
    start = Array(bytes.prefix(Self.keptBytes))
    length = bytes.count
    var hash = StableHash()
    hash.add(bytes)
    self.hash = hash.hex
  }

  package init(_ text: String) { self.init(Array(text.utf8)) }

  package static func == (a: Self, b: Self) -> Bool { a.length == b.length && a.hash == b.hash }

  package var isEmpty: Bool { length == 0 }

  /// Whether all of it was kept.
  package var isWhole: Bool { start.count == length }

  /// The start as text; bytes that are no UTF-8 are replaced.
  package var text: String { String(decoding: start, as: UTF8.self) }

  /// The lines of the start; the last line end does not begin another line.
  package var lines: [Substring] {
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
