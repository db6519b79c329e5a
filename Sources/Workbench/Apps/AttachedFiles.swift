import Catalog
import Foundation
import LLM
import Workspace

/// Reads the beginnings of what is given with `--with`; memory does not grow with the files.
enum AttachedFiles {
  /// Summaries, never the whole files; `-` is standard input.
  ///
  /// Keys of the environment are masked.
  ///
  /// - Throws: `UsageError` where a file cannot be read.
  static func summaries(
    of paths: [String], redacting: Bool, secrets: SecretMask, terminal: Terminal
  ) throws -> [DataSummary] {
    try paths.map { path in
      let summary =
        path == "-"
        ? try standardInput(redacting, secrets) : try file(path, redacting, secrets)
      if !summary.secrets.isEmpty {
        terminal.line(
          "note: masked in \(printable(summary.name)) before it is sent: "
            + summary.secrets.joined(separator: ", "))
      }
      return summary
    }
  }

  private static func file(
    _ path: String, _ redacting: Bool, _ secrets: SecretMask
  ) throws -> DataSummary {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw UsageError("--with \(path): \(String(cString: strerror(errno))). Name a file to read.")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw UsageError(
        "--with \(path): this is not a regular file. Name a file, or pipe the data in with --with -."
      )
    }
    let size = Int(status.st_size)
    let head = secrets.sameLength([try beginning(of: descriptor, named: path)])[0]
    var summary = DataSummary(
      name: (path as NSString).lastPathComponent, head: head, bytes: size,
      isWhole: head.count >= size, redacts: redacting)
    if summary.kind == .sqlite { summary.notes = DatabaseOutline.lines(path: path) }
    return summary
  }

  private static func standardInput(
    _ redacting: Bool, _ secrets: SecretMask
  ) throws -> DataSummary {
    guard isatty(STDIN_FILENO) == 0 else {
      throw UsageError("--with - reads standard input, which is a terminal. Pipe the data in.")
    }
    let head = secrets.sameLength([try beginning(of: STDIN_FILENO, named: "-")])[0]
    let isWhole = head.count < DataSummary.headBytes
    return DataSummary(
      name: "standard input", head: head, bytes: isWhole ? head.count : nil, isWhole: isWhole,
      redacts: redacting)
  }

  private static func beginning(of descriptor: Int32, named name: String) throws -> [UInt8] {
    var head = [UInt8](repeating: 0, count: DataSummary.headBytes)
    var count = 0
    while count < head.count {
      let read = head.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
      }
      if read == 0 { break }
      guard read > 0 || errno == EINTR else {
        throw UsageError("--with \(name): \(String(cString: strerror(errno))).")
      }
      count += max(0, read)
    }
    return Array(head[..<count])
  }
}
