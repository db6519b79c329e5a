import CSpawn
import Files
import Foundation
import Synchronization

/// A descriptor that several refer to, closed with the last of them at the latest.
final class SharedDescriptor: Sendable {
  /// Not to be used after `close`.
  let number: Int32
  private let owned: Mutex<Descriptor?>

  init(_ number: Int32) {
    self.number = number
    owned = Mutex(Descriptor(owning: number))
  }

  /// Closes it now, whoever else refers to it: for the ends whose closing the other side waits for.
  func close() { owned.withLock { $0 = nil } }

  /// Opens `/dev/null` for reading: the standard input of a command that has none.
  static func empty() throws(SandboxError) -> SharedDescriptor {
    let number = open("/dev/null", O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { throw .system("open /dev/null", errno) }
    return SharedDescriptor(number)
  }

  func setNonblocking() throws(SandboxError) {
    let error = wisp_set_nonblocking(number)
    guard error == 0 else { throw .system("set up a pipe", error) }
  }
}

/// What a descriptor stands for, as far as reading and writing differ.
enum FileKind {
  case pipe
  case regular
  case other

  static func of(_ descriptor: Int32) -> FileKind {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .other }
    switch status.st_mode & S_IFMT {
    case S_IFIFO: return .pipe
    case S_IFREG: return .regular
    default: return .other
    }
  }
}

/// Both ends of a pipe, closed on exec.
struct PipeEnds {
  let reading: SharedDescriptor
  let writing: SharedDescriptor

  init() throws(SandboxError) {
    var reading: Int32 = -1
    var writing: Int32 = -1
    let error = wisp_pipe(&reading, &writing)
    guard error == 0 else { throw .system("make a pipe", error) }
    self.reading = SharedDescriptor(reading)
    self.writing = SharedDescriptor(writing)
  }

  /// A pipe that holds `bytes`, few enough not to need a reader, and nothing after them.
  static func holding(_ bytes: [UInt8]) throws(SandboxError) -> SharedDescriptor {
    let pipe = try PipeEnds()
    guard write(pipe.writing.number, bytes, bytes.count) == bytes.count else {
      throw .system("fill a pipe", errno)
    }
    pipe.writing.close()
    return pipe.reading
  }
}

extension SandboxError {
  /// A system call of our own that failed.
  static func system(_ action: String, _ error: Int32) -> SandboxError {
    SandboxError(
      kind: .failed, message: "Could not \(action): \(String(cString: strerror(error))).",
      advice: "This is a limit or fault of this machine; free resources and run again.")
  }

  /// Output that cannot be written to where it goes.
  static func output(_ error: Int32) -> SandboxError {
    SandboxError(
      kind: .output,
      message: "The output could not be written: \(String(cString: strerror(error))).",
      advice: error == ENOSPC
        ? "The disk is full: free some space where it goes, and run again."
        : "Check where it goes, and run again.")
  }
}
