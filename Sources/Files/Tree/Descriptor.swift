#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// An open file or folder, closed when it goes out of scope.
///
/// Nothing here follows a symbolic link.
package struct Descriptor: ~Copyable {
  package let number: Int32

  /// Takes over an open descriptor.
  ///
  /// A negative number stands for no descriptor.
  package init(owning number: Int32) { self.number = number }

  deinit { if number >= 0 { close(number) } }

  /// What a name in a folder stands for.
  enum Kind {
    case file
    case directory
    case link
    case other
    case missing
  }

  /// Opens the folder a user named; links on the way to it are the user's and are followed.
  static func directory(at path: String) throws(TreeError) -> Descriptor {
    let number = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { throw failure(.unreadable, "open the folder", path) }
    return Descriptor(owning: number)
  }

  func opened(_ name: String, flags: Int32, shown: String) throws(TreeError) -> Descriptor {
    let number = openat(self.number, name, flags | O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard number >= 0 else { throw failure(.unreadable, "open", shown) }
    return Descriptor(owning: number)
  }

  func kind(of name: String, shown: String) throws(TreeError) -> Kind {
    var status = stat()
    guard fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return .missing }
      throw failure(.unreadable, "look at", shown)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .directory
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// The permission bits of a file in this folder; nil where there is none.
  func mode(of name: String) -> mode_t? {
    var status = stat()
    guard fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    return status.st_mode & 0o7777
  }

  /// The names in this folder, sorted, without `.` and `..`.
  func entries(shown: String) throws(TreeError) -> [String] {
    let copy = openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw failure(.unreadable, "list", shown) }
    guard let stream = fdopendir(copy) else {
      close(copy)
      throw failure(.unreadable, "list", shown)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The bytes of this file, at most one more than `limit`.
  func contents(limit: Int, shown: String) throws(TreeError) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count <= limit {
      let count = piece.withUnsafeMutableBytes { read(number, $0.baseAddress, $0.count) }
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(.unreadable, "read", shown)
      }
      bytes += piece[..<count]
    }
    return bytes
  }

  func write(_ bytes: [UInt8], shown: String) throws(TreeError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer -> Int in
        #if canImport(Glibc)
        Glibc.write(number, buffer.baseAddress.map { $0 + done }, buffer.count - done)
        #elseif canImport(Musl)
        Musl.write(number, buffer.baseAddress.map { $0 + done }, buffer.count - done)
        #else
        Darwin.write(number, buffer.baseAddress.map { $0 + done }, buffer.count - done)
        #endif
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(.unwritable, "write", shown)
      }
      done += count
    }
  }
}

/// The error for a failed system call, read from `errno`.
func failure(
  _ code: TreeError.Code, _ action: String, _ path: String
) -> TreeError {
  let number = errno
  let reason = String(cString: strerror(number))
  let advice =
    number == ENOSPC ? "\nThe disk is full: free some space and run the command again." : ""
  return TreeError(
    code: code, path: path, description: "Cannot \(action) \(path): \(reason)." + advice)
}
