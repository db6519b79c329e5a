/// Sizes as people write them: `500MB`, `2GB`.
enum ByteCount {
  /// Reads a size in bytes; nil where the text is none.
  static func bytes(_ text: String) -> Int? {
    let text = text.lowercased().filter { $0 != " " }
    for (unit, scale) in [("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("tb", 1e12)]
    where text.hasSuffix(unit) {
      guard let value = Double(text.dropLast(2)), value >= 0, value * scale < 1e15 else {
        return nil
      }
      return Int(value * scale)
    }
    return nil
  }
}
