import Workspace

/// Files that an app keeps for itself, compared by what they say.
///
/// Not every byte of such a file is a result: encoders write the keys of an object in any order, and things are
/// kept with identifiers and times that nobody is shown. So keys of JSON objects are compared without their
/// order, and two identifiers or two readings of the clock count as the same. The order of lists counts.
enum SavedData {
  /// Seconds that two readings of the clock may be apart.
  private static let mostSecondsApart = 3600.0

  static func isSame(_ first: CapturedText, _ second: CapturedText, path: String) -> Bool {
    if first == second || isWorkingFile(path) { return true }
    guard first.isWhole, second.isWhole else { return false }
    if isDatabase(first), isDatabase(second) { return true }
    if let one = values(first), let other = values(second) {
      return one.count == other.count && zip(one, other).allSatisfy(isSame)
    }
    return isSameText(first.text, second.text)
  }

  /// Whether a file belongs to a database that is being written: it holds random numbers.
  static func isWorkingFile(_ path: String) -> Bool {
    ["-wal", "-shm", "-journal"].contains { path.hasSuffix($0) }
  }

  private static func isDatabase(_ text: CapturedText) -> Bool {
    text.start.starts(with: "SQLite format 3\0".utf8)
  }

  /// One JSON value, or one for each line; nil for anything else.
  private static func values(_ text: CapturedText) -> [JSONValue]? {
    if let value = try? JSONParser.parse(text.start) { return [value] }
    let lines = text.lines.filter { !$0.allSatisfy(\.isWhitespace) }
    guard lines.count > 1 else { return nil }
    let values = lines.compactMap { try? JSONParser.parse(Array($0.utf8)) }
    return values.count == lines.count ? values : nil
  }

  private static func isSame(_ first: JSONValue, _ second: JSONValue) -> Bool {
    switch (first, second) {
    case (.object(let one), .object(let other)):
      let order: (JSONValue.Member, JSONValue.Member) -> Bool = { $0.key < $1.key }
      return one.count == other.count
        && zip(one.sorted(by: order), other.sorted(by: order)).allSatisfy {
          isSameText($0.key, $1.key) && isSame($0.value, $1.value)
        }
    case (.array(let one), .array(let other)):
      return one.count == other.count && zip(one, other).allSatisfy(isSame)
    case (.string(let one), .string(let other)): return isSameText(one, other)
    case (.number(let one), .number(let other)): return one == other || isSameReading(one, other)
    default: return first == second
    }
  }

  /// Whether two texts are the same but for identifiers and times.
  private static func isSameText(_ first: String, _ second: String) -> Bool {
    first == second || Volatile.hidden(in: first) == Volatile.hidden(in: second)
  }

  /// Whether two numbers are times that are near each other: seconds or milliseconds since 1970 or 2001.
  private static func isSameReading(_ first: String, _ second: String) -> Bool {
    guard let one = Double(first), let other = Double(second), min(one, other) > 6e8 else {
      return false
    }
    return abs(one - other) <= mostSecondsApart * (min(one, other) > 6e11 ? 1000 : 1)
  }
}
