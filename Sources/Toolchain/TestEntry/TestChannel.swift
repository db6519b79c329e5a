import Foundation

/// How a test program that was built directly tells what happens: through a file that only its entry
/// point knows.
///
/// The program reads on standard input the file's name, a key and what to run. The entry point removes
/// the name before the first test begins, and writes each line after the key. Code of the app finds
/// neither in the command line, in the environment nor in a folder.
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
  private let key = TestChannel.nonce()

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
    Array(([name, key] + runs.map(\.line)).map { $0 + "\n" }.joined().utf8)
  }

  /// What was told, `limit` bytes of the file at most: lines that begin with the key, without it.
  func told(limit: Int) -> ToldLines {
    try? handle.seek(toOffset: 0)
    var told = ToldLines([UInt8]((try? handle.read(upToCount: limit + 1)) ?? Data()), limit: limit)
    let start = Array(key.utf8) + [UInt8(ascii: " ")]
    told.lines = told.lines.filter { $0.starts(with: start) }.map { $0.dropFirst(start.count) }
    return told
  }

  private static func nonce() -> String {
    (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
  }
}
