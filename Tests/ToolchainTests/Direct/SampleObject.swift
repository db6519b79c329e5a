/// The bytes of an ELF object with a section of names and, where there is one, a section of options.
struct SampleObject {
  var options: [String]?

  var bytes: [UInt8] {
    let names = Array("\0.names\0.swift1_autolink_entries\0".utf8)
    let section = Array((options ?? []).map { $0 + "\0" }.joined().utf8)
    let sections = options == nil ? 2 : 3
    let contents = 64 + sections * 64
    var bytes: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + zeros(33)
    bytes += number(64, 8) + zeros(10)
    bytes += number(64, 2) + number(sections, 2) + number(1, 2)
    bytes += zeros(64)
    bytes += header(name: 1, place: contents, count: names.count)
    if options != nil {
      bytes += header(name: 8, place: contents + names.count, count: section.count)
    }
    return bytes + names + section
  }

  private func header(name: Int, place: Int, count: Int) -> [UInt8] {
    number(name, 4) + zeros(20) + number(place, 8) + number(count, 8) + zeros(24)
  }

  private func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

  private func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}
