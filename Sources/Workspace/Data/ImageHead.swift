/// Format and size of a picture, read from its first bytes.
struct ImageHead: Equatable {
  var format: String
  var width: Int?
  var height: Int?

  init?(_ head: [UInt8]) {
    func big(_ at: Int, _ count: Int) -> Int? {
      guard at + count <= head.count else { return nil }
      return head[at..<at + count].reduce(0) { $0 << 8 | Int($1) }
    }
    func little(_ at: Int, _ count: Int) -> Int? {
      guard at + count <= head.count else { return nil }
      return head[at..<at + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      (format, width, height) = ("PNG", big(16, 4), big(20, 4))
    } else if head.starts(with: "GIF8".utf8) {
      (format, width, height) = ("GIF", little(6, 2), little(8, 2))
    } else if head.starts(with: "BM".utf8), little(14, 4) == 40 {
      (format, width, height) = ("BMP", little(18, 4), little(22, 4))
    } else if head.starts(with: "RIFF".utf8), head.dropFirst(8).starts(with: "WEBP".utf8) {
      (format, width, height) = ("WebP", nil, nil)
    } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
      format = "JPEG"
      (width, height) = Self.frame(head) ?? (nil, nil)
    } else {
      return nil
    }
  }

  /// The size in a JPEG's first frame header (ITU-T T.81, B.2.2).
  private static func frame(_ head: [UInt8]) -> (Int?, Int?)? {
    var place = 2
    while place + 9 < head.count, head[place] == 0xFF {
      let marker = head[place + 1]
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        let height = Int(head[place + 5]) << 8 | Int(head[place + 6])
        return (Int(head[place + 7]) << 8 | Int(head[place + 8]), height)
      }
      place += 2 + (Int(head[place + 2]) << 8 | Int(head[place + 3]))
    }
    return nil
  }
}
