#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The names in a folder, one after the other: memory does not grow with their number.
final class EntryStream {
  #if canImport(Darwin)
  private let stream: UnsafeMutablePointer<DIR>
  #else
  private let stream: OpaquePointer
  #endif

  /// Nil where the folder cannot be read.
  init?(_ folder: borrowing Descriptor) {
    let copy = openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { return nil }
    guard let stream = fdopendir(copy) else {
      close(copy)
      return nil
    }
    self.stream = stream
  }

  deinit { closedir(stream) }

  /// The next name, `.` and `..` left out; nil at the end.
  func next() -> EntryName? {
    while let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
        Array(raw.prefix { $0 != 0 })
      }
      if bytes != [0x2E], bytes != [0x2E, 0x2E] {
        return EntryName(bytes: bytes, type: Int32(entry.pointee.d_type))
      }
    }
    return nil
  }
}

/// A name as the file system has it: any bytes but zero and `/`, in no particular encoding.
struct EntryName {
  var bytes: [UInt8]
  /// What the listing says it is; not every file system says it.
  var type = Int32(DT_UNKNOWN)

  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (bytes + [0]).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { buffer in
      // Never empty: the array has at least its final zero.
      buffer.baseAddress.map(body) ?? body("")
    }
  }

  func status(in folder: borrowing Descriptor, _ status: inout stat) -> Bool {
    self.status(in: folder.number, &status)
  }

  func status(in folder: Int32, _ status: inout stat) -> Bool {
    withCString { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) } == 0
  }

  /// Whether it is a folder, and not a link to one.
  func isFolder(in folder: borrowing Descriptor) -> Bool {
    if type != Int32(DT_UNKNOWN) { return type == Int32(DT_DIR) }
    var status = stat()
    return self.status(in: folder, &status) && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Opens the folder of this name; nil where it is something else, or closed.
  func folder(in outer: borrowing Descriptor) -> Descriptor? {
    let number = outer.number
    let opened = withCString {
      openat(number, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    }
    return opened < 0 ? nil : Descriptor(owning: opened)
  }
}
