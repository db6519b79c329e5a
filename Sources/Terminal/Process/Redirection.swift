import Foundation

/// Standard input and output of this process, from and to files until `end`.
package struct Redirection {
  private var saved: [(copy: Int32, of: Int32)] = []

  /// A file that cannot be opened.
  package struct Failure: Error, Equatable, CustomStringConvertible {
    package var description: String
  }

  /// Opens the files that are named, and puts them in the place of the streams.
  package init(input: String?, output: String?) throws(Failure) {
    do {
      if let input { try replace(STDIN_FILENO, with: input, O_RDONLY) }
      if let output { try replace(STDOUT_FILENO, with: output, O_WRONLY | O_CREAT | O_TRUNC) }
    } catch {
      end()
      throw error
    }
  }

  private mutating func replace(
    _ stream: Int32, with path: String, _ flags: Int32
  ) throws(Failure) {
    let path = NSString(string: path).expandingTildeInPath
    let file = open(path, flags | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      throw Failure(
        description: "\(path) cannot be opened: \(String(cString: strerror(errno))).")
    }
    saved.append((fcntl(stream, F_DUPFD_CLOEXEC, 10), stream))
    dup2(file, stream)
    close(file)
  }

  /// Puts the streams back.
  package func end() {
    for (copy, stream) in saved.reversed() {
      dup2(copy, stream)
      close(copy)
    }
  }
}
