import Foundation

/// How a test program that was built directly tells what happens: through a file that only its entry
/// point knows.
///
/// The program reads on standard input the file's name, a key and what to run. The entry point removes
/// the name before the first test begins, and writes each line after a code that depends on the key, the line and its
/// place. Code of the app can find the file's descriptor and read what was told; it cannot tell a line itself, or
/// leave one out, without the key, which only the memory of the entry point holds.
final class TestChannel {
  /// One run of the tests of Swift Testing's.
  struct Run: Equatable {
    /// The number of the function that gives another value; 0 for none.
    var mutant = 0
    /// Which other value: 0 changes contents, 1 sizes.
    var form = 0
    /// After as long the program is ended; 0 for no limit but the program's own.
    var milliseconds = 0
    /// Regular expressions for the ids of the tests to run; empty for all.
    var filters: [String] = []

    fileprivate var line: String {
      ([mutant, form, milliseconds].map { "\($0)" } + filters).joined(separator: " ")
    }
  }

  private let handle: FileHandle
  private let name = TestChannel.nonce()
  private let key = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))

  /// Makes the file in the folder that the program may write to.
  init(in dataDirectory: String) throws(ToolchainError) {
    let path = "\(dataDirectory)/\(name)"
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw ToolchainError(
        code: .unusableFolder,
        description: "Cannot make a file in \(dataDirectory): \(String(cString: strerror(errno))).")
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// The program's standard input; without a run, tests of XCTest's are run.
  func input(_ runs: [Run]) -> [UInt8] {
    let key = String(key.0, radix: 16) + " " + String(key.1, radix: 16)
    return Array(([name, key] + runs.map(\.line)).map { $0 + "\n" }.joined().utf8)
  }

  /// What was told, `limit` bytes of the file at most: the lines without their codes, up to the first that is forged.
  func told(limit: Int) -> ToldLines {
    try? handle.seek(toOffset: 0)
    var told = ToldLines([UInt8]((try? handle.read(upToCount: limit + 1)) ?? Data()), limit: limit)
    var lines: [ArraySlice<UInt8>] = []
    for (place, line) in told.lines.enumerated() {
      let text = line.dropFirst(17)
      guard line.count >= 17, line[line.startIndex + 16] == UInt8(ascii: " "),
        let tag = UInt64(String(decoding: line.prefix(16), as: UTF8.self), radix: 16),
        tag == channelTag(key, UInt64(place), Array(text))
      else {
        told.isForged = true
        break
      }
      lines.append(text)
    }
    told.lines = lines
    return told
  }

  private static func nonce() -> String {
    (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
  }
}
