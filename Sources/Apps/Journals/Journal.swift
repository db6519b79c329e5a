package import Events
import Files
import Foundation

/// An app's journal: one event a line, synced to disk before the side effect that it announces.
///
/// What a check finds is on disk together with the next event after it.
package struct Journal: Sendable {
  package let path: String

  package init(path: String) {
    self.path = path
  }

  /// Appends one event and, unless the next check finds the same, syncs it.
  ///
  /// A line that an earlier crash left without its end is ended first, so that it spoils no other.
  package func append(_ event: StampedEvent) throws {
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileFailure(operation: "open", path: path, code: errno) }
    defer { close(descriptor) }
    var line = try event.line() + [0x0A]
    let size = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 0x0A
    if size > 0, pread(descriptor, &last, 1, size - 1) == 1, last != 0x0A {
      line.insert(0x0A, at: 0)
    }
    try line.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = write(
          descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        guard count > 0 else { throw FileFailure(operation: "write", path: path, code: errno) }
        written += count
      }
    }
    guard !event.event.isFoundAgain else { return }
    guard fsync(descriptor) == 0 else {
      throw FileFailure(operation: "sync", path: path, code: errno)
    }
  }

  /// How the newest session ended; nil if it was cut off, or there was none.
  ///
  /// Only the end of the journal is read.
  package func newestEnd() -> SessionFinished? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    let size = (try? file.seekToEnd()) ?? 0
    try? file.seek(toOffset: size > Self.tail ? size - Self.tail : 0)
    let data = (try? file.readToEnd()) ?? Data()
    for line in data.split(separator: 0x0A).reversed() {
      guard let stamped = try? StampedEvent(line: line) else { continue }
      guard case .sessionFinished(let finished) = stamped.event else { return nil }
      return finished
    }
    return nil
  }

  /// Bytes that the end of a session surely lies in.
  private static let tail: UInt64 = 64 << 10

  /// Every event that can be read, in order; damaged lines are left out.
  package func events() -> [StampedEvent] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    return data.split(separator: 0x0A).compactMap { try? StampedEvent(line: $0) }
  }
}

extension Event {
  /// Whether a power cut may take it, for a check that is cut off is made again.
  fileprivate var isFoundAgain: Bool {
    switch self {
    case .preparing, .gateStarted, .gateFinished, .diagnosticFound, .failuresFound: true
    default: false
    }
  }
}
