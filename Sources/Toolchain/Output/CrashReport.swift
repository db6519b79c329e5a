/// What a program that was ended by a signal said about it.
struct CrashReport: Equatable {
  /// "crashed with signal 4 (illegal instruction): Fatal error: Index out of range".
  var message: String
  /// The first line of the app's own in the backtrace.
  var file: String?
  var line: Int?

  /// Reads the last words of a program and the Swift runtime's backtrace, where there is one.
  init(signal: Int32, standardError: String) {
    let lines = standardError.split(separator: "\n").map(String.init)
    var words = "crashed with signal \(signal)\(Self.name(of: signal))"
    if let fatal = lines.last(where: { $0.contains("Fatal error: ") }),
      let range = fatal.firstRange(of: "Fatal error: ")
    {
      words += ": \(fatal[range.lowerBound...])"
    } else if let last = lines.prefix(while: { !$0.hasPrefix("*** ") }).last(where: isTelling) {
      words += ": \(last)"
    }
    message = words
    guard let frame = Self.firstOwnFrame(lines) else { return }
    file = frame.file
    line = frame.line
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

private func isTelling(_ line: String) -> Bool {
  !line.hasPrefix("swift-runtime:") && line.contains { $0.isLetter }
}
