import Foundation

/// Reads what the compiler notes in an object for the linker (ELF, 64 bits, little-endian).
///
/// The file may hold anything: every number in it is checked before it is used.
struct ObjectFile {
  /// The options, each a library, that an object asks to be linked with, as
  /// `swift-autolink-extract` finds them: texts in the section `.swift1_autolink_entries`.
  ///
  /// Nil if the file is not an object or asks for something else.
  static func autolinked(by path: String) -> [String]? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard let file = ObjectFile(descriptor),
      let section = file.section(".swift1_autolink_entries")
    else { return nil }
    let options = section.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    guard options.allSatisfy({ $0.wholeMatch(of: /-l[A-Za-z0-9_+.-]+/) != nil }) else {
      return nil
    }
    return options
  }

  /// The names that an object uses and does not define: functions and data of other modules and of the C library.
  ///
  /// Nil if the file is not an object, or one that does not hold together.
  static func undefinedSymbols(of path: String) -> Set<String>? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard let file = ObjectFile(descriptor), let symbols = file.section(".symtab"),
      let names = file.section(".strtab"), names.last ?? 0 == 0
    else { return nil }
    var found: Set<String> = []
    for start in stride(from: 0, to: symbols.count - symbolSize + 1, by: symbolSize) {
      // Of no section: somebody else's.
      guard number(symbols, at: start + 6, count: 2) == 0,
        let place = number(symbols, at: start, count: 4), place < names.count
      else { continue }
      let name = names[place...].prefix { $0 != 0 }
      if !name.isEmpty { found.insert(String(decoding: name, as: UTF8.self)) }
    }
    return found
  }

  private static let symbolSize = 24

  private let descriptor: Int32
  /// The section headers, 64 bytes each.
  private var table: [UInt8] = []
  /// The names of the sections.
  private var names: [UInt8] = []

  private static let magic: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1]
  private static let headerSize = 64
  /// More than any compiler writes.
  private static let largest = 64 << 20

  private init?(_ descriptor: Int32) {
    self.descriptor = descriptor
    guard let start = bytes(at: 0, count: 64), start.starts(with: Self.magic),
      let place = Self.number(start, at: 0x28, count: 8),
      Self.number(start, at: 0x3A, count: 2) == Self.headerSize,
      var count = Self.number(start, at: 0x3C, count: 2),
      var namesIndex = Self.number(start, at: 0x3E, count: 2),
      let first = bytes(at: place, count: Self.headerSize)
    else { return nil }
    // Numbers too large for two bytes are in the first section header.
    if count == 0 { count = Self.number(first, at: 0x20, count: 8) ?? 0 }
    if namesIndex == 0xFFFF { namesIndex = Self.number(first, at: 0x28, count: 4) ?? 0 }
    guard count <= Self.largest / Self.headerSize,
      let table = bytes(at: place, count: count * Self.headerSize)
    else { return nil }
    self.table = table
    guard namesIndex < count, let names = contents(of: namesIndex) else { return nil }
    self.names = names
  }

  /// A section's bytes, empty if there is none of that name.
  private func section(_ wanted: String) -> [UInt8]? {
    let text = Array(wanted.utf8) + [0]
    for index in 0..<(table.count / Self.headerSize) {
      guard let name = Self.number(table, at: index * Self.headerSize, count: 4) else { return nil }
      guard name < names.count, names[name...].starts(with: text) else { continue }
      return contents(of: index)
    }
    return []
  }

  private func contents(of index: Int) -> [UInt8]? {
    let header = index * Self.headerSize
    guard let place = Self.number(table, at: header + 0x18, count: 8),
      let count = Self.number(table, at: header + 0x20, count: 8)
    else { return nil }
    return bytes(at: place, count: count)
  }

  /// Nil if the file ends earlier.
  private func bytes(at place: Int, count: Int) -> [UInt8]? {
    guard place >= 0, count >= 0, count <= Self.largest else { return nil }
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &bytes, count, place) == count ? bytes : nil
  }

  /// Nil beyond the end, and for what is no index.
  private static func number(_ bytes: [UInt8], at place: Int, count: Int) -> Int? {
    guard place >= 0, place <= bytes.count - count else { return nil }
    var value: UInt64 = 0
    for byte in bytes[place..<(place + count)].reversed() { value = value << 8 | UInt64(byte) }
    return Int(exactly: value)
  }
}
