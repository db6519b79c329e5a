import Workspace

/// Finds old lines in a file, from exact to tolerant; the first level with any hit decides.
struct LineMatcher {
  /// How alike the lines have to be.
  enum Level: CaseIterable {
    case exact
    case trailingSpace
    /// All lines are off by the same indentation.
    case indentation
    /// Unicode composition, dashes, quotes and blanks.
    case typography
    /// Runs of blanks inside lines.
    case innerSpace
    /// Any indentation; for `apply_patch` only.
    case trimmed

    /// How a note calls it; nil for an exact match.
    var note: String? {
      switch self {
      case .exact: nil
      case .trailingSpace: "white space at line ends"
      case .indentation: "indentation"
      case .typography: "quotes, dashes or Unicode composition"
      case .innerSpace: "blanks inside lines"
      case .trimmed: "uneven indentation"
      }
    }
  }

  /// Where the old lines were found.
  struct Match {
    var level: Level
    /// First lines of all hits.
    var places: [Int]
  }

  let file: [[UInt8]]

  /// All places of `old` in `range` at the first level that has one.
  func match(_ old: [[UInt8]], in range: Range<Int>, style: Edit.Replacement.Style) -> Match? {
    guard !old.isEmpty, old.count <= range.count else { return nil }
    for level in Level.allCases where level != .trimmed || style == .patch {
      var places = Self.occurrences(
        of: old.map { Self.key($0, level) },
        in: file[range].map { Self.key($0, level) }
      ).map { $0 + range.lowerBound }
      if level == .indentation {
        places = places.prefix(1_000).filter { offset(of: old, at: $0) != nil }
      }
      if !places.isEmpty { return Match(level: level, places: places) }
    }
    return nil
  }

  /// What has to be done to the new lines' indentation where `old` was found at `place`.
  enum Offset: Equatable {
    case none
    case deeper([UInt8])
    case shallower([UInt8])
  }

  /// The common offset of all lines that are not blank; nil where they differ.
  func offset(of old: [[UInt8]], at place: Int) -> Offset? {
    var common: Offset?
    for (index, line) in old.enumerated() where !line[...].isBlank {
      let wanted = line[...].indentation
      let found = file[place + index][...].indentation
      let offset: Offset
      if found.elementsEqual(wanted) {
        offset = .none
      } else if found.count > wanted.count, found.suffix(wanted.count).elementsEqual(wanted) {
        offset = .deeper(Array(found.dropLast(wanted.count)))
      } else if wanted.count > found.count, wanted.suffix(found.count).elementsEqual(found) {
        offset = .shallower(Array(wanted.dropLast(found.count)))
      } else {
        return nil
      }
      guard common == nil || common == offset else { return nil }
      common = offset
    }
    return common ?? Offset.none
  }

  /// New lines with the indentation of the place.
  static func moved(_ line: [UInt8], by offset: Offset) -> [UInt8] {
    guard !line[...].isBlank else { return line }
    switch offset {
    case .none: return line
    case .deeper(let prefix): return prefix + line
    case .shallower(let prefix):
      if line.starts(with: prefix) { return Array(line.dropFirst(prefix.count)) }
      return Array(line[...].trimmedStart)
    }
  }

  private static func key(_ line: [UInt8], _ level: Level) -> LineKey {
    switch level {
    case .exact: .bytes(line[...])
    case .trailingSpace: .bytes(line[...].trimmedEnd)
    case .indentation, .trimmed: .bytes(line[...].trimmed)
    case .innerSpace: .bytes(collapsed(line[...].trimmedEnd)[...])
    case .typography: .text(folded(line[...].trimmedEnd.text))
    }
  }

  /// Runs of blanks behind the indentation as one blank.
  private static func collapsed(_ line: Bytes) -> [UInt8] {
    var result = Array(line.indentation)
    var isSpace = false
    for byte in line.trimmedStart {
      if byte == 0x20 || byte == 0x09 {
        isSpace = true
        continue
      }
      if isSpace { result.append(0x20) }
      isSpace = false
      result.append(byte)
    }
    return result
  }

  /// Typographic characters as their ASCII relatives; comparing strings folds composition.
  private static func folded(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x2010...0x2015, 0x2212: folded.append("-")
      case 0x2018...0x201B: folded.append("'")
      case 0x201C...0x201F: folded.append("\"")
      case 0x00A0, 0x2002...0x200A, 0x202F, 0x205F, 0x3000: folded.append(" ")
      case 0x2026: folded.append(contentsOf: [".", ".", "."])
      case 0x200B, 0xFEFF: break
      default: folded.append(scalar)
      }
    }
    return String(folded)
  }

  /// Start indices of all occurrences, overlapping ones too; linear time (Knuth, Morris, Pratt).
  static func occurrences<Key: Equatable>(of needle: [Key], in haystack: [Key]) -> [Int] {
    guard !needle.isEmpty, needle.count <= haystack.count else { return [] }
    var borders = [0]
    var length = 0
    for index in needle.indices.dropFirst() {
      while length > 0, needle[index] != needle[length] { length = borders[length - 1] }
      if needle[index] == needle[length] { length += 1 }
      borders.append(length)
    }
    var hits: [Int] = []
    length = 0
    for (index, key) in haystack.enumerated() {
      while length > 0, length == needle.count || key != needle[length] {
        length = borders[length - 1]
      }
      if key == needle[length] { length += 1 }
      if length == needle.count { hits.append(index - length + 1) }
    }
    return hits
  }
}

/// A line as it is compared: by bytes, or as text where composition does not matter.
enum LineKey: Equatable {
  case bytes(ArraySlice<UInt8>)
  case text(String)
}
