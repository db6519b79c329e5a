import Foundation
import WispCore

/// Reads a sample of files given with `--with`.
enum AttachedFiles {
  private static let sampleBytes = 2_000
  private static let sampleLines = 20

  /// The samples, never the whole files.
  ///
  /// - Throws: `UsageError` where a file cannot be read.
  static func samples(of paths: [String]) throws -> [Attachment] {
    try paths.map { path in
      guard let handle = FileHandle(forReadingAtPath: path),
        let size = try? handle.seekToEnd()
      else { throw UsageError("--with \(path): there is no such file that can be read.") }
      defer { try? handle.close() }
      try? handle.seek(toOffset: 0)
      let data = (try? handle.read(upToCount: sampleBytes)) ?? Data()
      var lines = String(decoding: data, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false)
      // The last line is cut in the middle where there is more.
      if size > UInt64(data.count), lines.count > 1 { lines.removeLast() }
      return Attachment(
        name: (path as NSString).lastPathComponent, bytes: Int(size),
        sample: lines.prefix(sampleLines).joined(separator: "\n"))
    }
  }
}
