/// One line of a log: what can be told of it without knowing the program.
public struct LogLine: Sendable, Equatable {
  /// Counted from 1.
  public let number: Int
  public let text: String
  /// Seconds since 1970, or since midnight where the line has a time only; nil without a time.
  public let time: Double?
  /// `ERROR`, `WARN`, `INFO`, `DEBUG`, `TRACE` or `FATAL`; nil where none is named.
  public let level: String?
  /// `key=value` and `"key": "value"` pairs.
  public let fields: [String: String]

  public init(number: Int, text: String) {
    self.number = number
    self.text = text
    time = Self.time(in: text)
    level = Self.level(in: text)
    fields = Self.fields(in: text)
  }

  /// The lines of a text that are not empty.
  public static func all(in text: String) -> [LogLine] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .filter { !$1.isEmpty }.map { LogLine(number: $0 + 1, text: String($1)) }
  }

  /// The text with times, numbers, hexadecimal words and quoted texts as `#`: equal for like lines.
  public var shape: String {
    text.split(separator: " ").map { word in
      word.contains(where: \.isNumber)
        ? word.contains("=") ? Self.shape(of: word) : "#" : String(word)
    }.joined(separator: " ")
  }

  private static func shape(of word: Substring) -> String {
    let parts = word.split(separator: "=", maxSplits: 1)
    return parts.count == 2 ? "\(parts[0])=#" : "#"
  }

  private static func level(in text: String) -> String? {
    let names = [
      "FATAL": "FATAL", "CRITICAL": "FATAL", "ERROR": "ERROR", "ERR": "ERROR", "WARNING": "WARN",
      "WARN": "WARN", "INFO": "INFO", "DEBUG": "DEBUG", "TRACE": "TRACE",
    ]
    for word in text.split(whereSeparator: { !$0.isLetter }).prefix(20) {
      if let level = names[word.uppercased()], word.count > 3 || word == word.uppercased() {
        return level
      }
    }
    return nil
  }

  private static func fields(in text: String) -> [String: String] {
    var fields: [String: String] = [:]
    let marks = "\"',;{}[]()"
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
      guard let sign = word.firstIndex(where: { $0 == "=" || $0 == ":" }) else { continue }
      let key = word[..<sign].filter { !marks.contains($0) }
      let value = word[word.index(after: sign)...].filter { !marks.contains($0) }
      guard let first = key.first, first.isLetter, !value.isEmpty else { continue }
      fields[key] = value
    }
    return fields
  }

  private static func time(in text: String) -> Double? {
    guard
      let match = text.prefix(120).firstMatch(
        of: /(?:(\d{4})-(\d\d)-(\d\d)[T ])?(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?/)
    else { return nil }
    func whole(_ text: Substring?) -> Int { text.flatMap { Int($0) } ?? 0 }
    let seconds = whole(match.4) * 3600 + whole(match.5) * 60 + whole(match.6)
    let fraction = match.7.flatMap { Double("0.\($0)") } ?? 0
    guard match.1 != nil else { return Double(seconds) + fraction }
    return Double(Day.number(whole(match.1), whole(match.2), whole(match.3)) * 86_400 + seconds)
      + fraction
  }
}

/// What may be the cause of a problem, with the lines that speak for it.
public struct Suspect: Sendable, Equatable {
  public let title: String
  /// The larger, the likelier.
  public let score: Double
  /// One sentence.
  public let why: String
  public let evidence: [LogLine]

  public init(_ title: String, score: Double, why: String, evidence: [LogLine]) {
    self.title = title
    self.score = score
    self.why = why
    self.evidence = evidence
  }

  /// The suspects as text, the likeliest first, at most `most` of them, three lines of evidence each.
  public static func report(_ suspects: [Suspect], most: Int = 5) -> [String] {
    guard !suspects.isEmpty else { return ["Nothing suspicious was found."] }
    let ranked = suspects.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }.map(\.element)
    return ranked.prefix(most).enumerated().flatMap { index, suspect in
      ["\(index + 1). \(suspect.title)", "   \(suspect.why)"]
        + suspect.evidence.prefix(3).map { "   line \($0.number): \($0.text)" }
    }
  }
}
