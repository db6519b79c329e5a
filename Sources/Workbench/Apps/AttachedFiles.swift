import Catalog
import Foundation
import LLM
package import Workspace

extension Workbench {
  /// The beginnings of files that are given with a request, never the whole files; `-` is standard input.
  ///
  /// Keys of the environment are masked, which is told.
  ///
  /// - Throws: `UsageError` if a file cannot be read.
  package func attachments(_ paths: [String], redacting: Bool) throws -> [DataSummary] {
    try paths.map { path in
      let summary = try AttachedFiles.summary(of: path, redacting, secrets)
      if !summary.secrets.isEmpty { tell(.masked(summary.secrets, in: summary.name)) }
      return summary
    }
  }
}

/// Reads the beginnings of what is given with `--with`; memory does not grow with the files.
enum AttachedFiles {
  static func summary(
    of path: String, _ redacting: Bool, _ secrets: SecretMask
  ) throws -> DataSummary {
    path == "-" ? try standardInput(redacting, secrets) : try file(path, redacting, secrets)
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
