#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A folder opened for a search whatever its mode is: a program may have closed it to hide what lies in it.
///
/// Its mode is put back when it goes out of scope. The folder of another user stays closed.
struct AccessibleFolder: ~Copyable {
  let descriptor: Descriptor
  private let mode: mode_t?

  /// Opens the folder of this name; nil if there is none, or it cannot be opened.
  init?(_ name: EntryName, in outer: borrowing Descriptor) {
    let number = outer.number
    self.init { flags in name.withCString { openat(number, $0, flags | O_NOFOLLOW) } }
  }

  /// Opens the folder at a path, links on the way followed; nil if there is none, or it cannot be opened.
  init?(path: String) {
    self.init { open(path, $0) }
  }

  private init?(_ open: (Int32) -> Int32) {
    let flags = O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC
    var number = open(flags)
    var closedMode: mode_t?
    if number < 0, errno == EACCES {
      closedMode = Self.unlocking(open(Self.pathOnly | O_DIRECTORY | O_CLOEXEC))
      number = open(flags)
    }
    guard number >= 0 else { return nil }
    var status = stat()
    if closedMode == nil, fstat(number, &status) == 0, status.st_mode & 0o500 != 0o500,
      fchmod(number, status.st_mode & 0o7777 | 0o500) == 0
    {
      closedMode = status.st_mode & 0o7777
    }
    descriptor = Descriptor(owning: number)
    mode = closedMode
  }

  deinit {
    if let mode { fchmod(descriptor.number, mode) }
  }

  /// Opens a folder to its owner, through a descriptor that could be opened all the same: no link that takes
  /// its place in between is followed.
  ///
  /// - Returns: The mode that it had; nil if nothing was changed.
  private static func unlocking(_ number: Int32) -> mode_t? {
    guard number >= 0 else { return nil }
    defer { close(number) }
    var status = stat()
    guard fstat(number, &status) == 0,
      chmod("/proc/self/fd/\(number)", status.st_mode & 0o7777 | 0o500) == 0
    else { return nil }
    return status.st_mode & 0o7777
  }

  #if canImport(Darwin)
  private static let pathOnly = O_SYMLINK
  #else
  private static let pathOnly: Int32 = 0o10000000
  #endif

  /// Does something that changes what is in a folder, also if the folder is read-only to its owner.
  ///
  /// - Parameters:
  ///   - number: The open folder.
  ///   - body: Returns whether it was done, with the reason in `errno` if it was not.
  /// - Returns: The same of the last attempt.
  static func writing(in number: Int32, _ body: () -> Bool) -> Bool {
    if body() { return true }
    var status = stat()
    guard errno == EACCES, fstat(number, &status) == 0,
      fchmod(number, status.st_mode & 0o7777 | 0o700) == 0
    else { return false }
    let isDone = body()
    let reason = errno
    fchmod(number, status.st_mode & 0o7777)
    errno = reason
    return isDone
  }
}
