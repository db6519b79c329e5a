/// What a program that was ended by a signal said about it.
struct CrashReport: Equatable {
  /// "crashed with signal 4 (illegal instruction): Fatal error: Index out of range".
  var message: String
  /// The first line of the app's own in the backtrace.
  var file: String?
  var line: Int?
  /// What the program itself printed last, without what is in the message: standard output first.
  var lastLines: [String] = []

  /// Reads the last words of a program and the Swift runtime's backtrace, if there is one.
  init(signal: Int32, standardOutput: String = "", standardError: String) {
    let lines = Self.lastLines(of: standardError)
    let own = lines.prefix { !$0.hasPrefix("*** ") }.filter(Self.isOwn)
    let printed = Self.lastLines(of: standardOutput).filter(Self.isOwn)
    var words = "crashed with signal \(signal)\(Self.name(of: signal))"
    if let fatal = lines.last(where: { $0.contains("Fatal error: ") }),
      let range = fatal.firstRange(of: "Fatal error: ")
    {
      words += ": \(fatal[range.lowerBound...])"
      lastLines = printed + own.filter { $0 != fatal }
    } else if let last = own.last {
      words += ": \(last)"
      lastLines = printed + own.dropLast()
    } else {
      lastLines = printed
    }
    lastLines = lastLines.suffix(Self.lineLimit).map { String($0.prefix(Self.characterLimit)) }
    message = words
    guard let frame = Self.firstOwnFrame(lines) else { return }
    file = frame.file
    line = frame.line
  }

  /// The lines of the end, which is where a program's last words and a backtrace stand.
  private static func lastLines(of text: String) -> [String] {
    String(decoding: text.utf8.suffix(tail), as: UTF8.self).split(separator: "\n").map {
      String($0.prefix(longestLine))
    }
  }

  /// Bytes of an output that are looked at, and characters of a line.
  private static let tail = 256 << 10
  private static let longestLine = 4_000
  private static let lineLimit = 6
  private static let characterLimit = 300

  /// Stands before the last lines in texts.
  static let lastLinesTitle = "\nlast lines:\n"

  /// The message, its place in the app where one is known and is wanted, and the last lines.
  func text(withPlace: Bool = true) -> String {
    var text = message
    if withPlace, let file, let line { text += ", at \(file):\(line)" }
    guard !lastLines.isEmpty else { return text }
    return text + Self.lastLinesTitle + lastLines.map { "  \($0)" }.joined(separator: "\n")
  }

  /// Whether a line is the program's and not of the runtime or a testing library.
  private static func isOwn(_ line: String) -> Bool {
    !["swift-runtime:", "◇ ", "✔ ", "✘ ", "↳ ", "Test Case '", "Test Suite '"].contains {
      line.hasPrefix($0)
    } && line.contains { $0.isLetter || $0.isNumber }
  }

  private static func firstOwnFrame(_ lines: [String]) -> (file: String, line: Int)? {
    let crashed = lines.drop { !$0.hasPrefix("Thread ") || !$0.hasSuffix("crashed:") }
    for line in crashed.dropFirst() {
      if line.hasPrefix("Thread ") { return nil }
      guard let range = line.firstRange(of: " at \(Inside.app)/") else { continue }
      let parts = line[range.upperBound...].split(separator: ":")
      if parts.count >= 2, let number = Int(parts[1]) { return (String(parts[0]), number) }
    }
    return nil
  }

  private static func name(of signal: Int32) -> String {
    switch signal {
    case 4, 5: " (trap)"
    case 6: " (abort)"
    case 8: " (arithmetic error)"
    case 9: " (killed)"
    case 11: " (segmentation fault)"
    case 24: " (processor time limit)"
    case 25: " (file size limit)"
    default: ""
    }
  }
}
