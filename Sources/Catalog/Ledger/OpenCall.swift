import Foundation

/// A call that is under way: its row in the ledger, and what it may take.
///
/// It holds a lock of the kernel that ends with its process, however that ends. A row whose lock is free
/// belongs to a process that died; its reservation is given back.
package final class OpenCall: Sendable {
  let id: Int64
  /// The most tokens the answer may have.
  package let outputTokens: Int
  /// The most seconds the call may take.
  package let seconds: Double
  private let lock: CallLock

  init(id: Int64, outputTokens: Int, seconds: Double, lock: CallLock) {
    self.id = id
    self.outputTokens = outputTokens
    self.seconds = seconds
    self.lock = lock
  }
}

/// A lock on one byte of a file, the byte of a call's number.
///
/// Locks of the open file description: two calls of one process hold theirs apart from each other, and a
/// child process does not inherit them.
final class CallLock: Sendable {
  private let descriptor: Int32
  /// `F_OFD_GETLK` and `F_OFD_SETLK` of <fcntl.h>, the same on all of Linux; Swift does not import them.
  private static let getLock: Int32 = 36
  private static let setLock: Int32 = 37

  /// Takes the lock of call `number`; nil if it is held already.
  init?(_ number: Int64, file: String) throws {
    let descriptor = try Self.open(file)
    var wanted = Self.byte(number)
    guard fcntl(descriptor, Self.setLock, &wanted) == 0 else {
      let code = errno
      close(descriptor)
      if code == EAGAIN || code == EACCES { return nil }
      throw CatalogRefusal(
        reason: .other,
        message: "the file \(file) cannot be locked: \(String(cString: strerror(code)))",
        advice: "Put WISP_HOME on a disk that can lock files.")
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Those of the calls `numbers` that nobody holds.
  static func free(among numbers: [Int64], file: String) throws -> [Int64] {
    guard !numbers.isEmpty else { return [] }
    let descriptor = try open(file)
    defer { close(descriptor) }
    return numbers.filter { number in
      var asked = byte(number)
      return fcntl(descriptor, getLock, &asked) == 0 && asked.l_type == Int16(F_UNLCK)
    }
  }

  private static func open(_ file: String) throws -> Int32 {
    let descriptor = Foundation.open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CatalogRefusal(
        reason: .other, message: "\(file): \(String(cString: strerror(errno)))",
        advice: "Check who may write there.")
    }
    return descriptor
  }

  private static func byte(_ number: Int64) -> flock {
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = off_t(number)
    lock.l_len = 1
    return lock
  }
}
