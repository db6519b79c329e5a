import Events

/// The first line of a message: its place, severity and text.
struct DiagnosticHead: Equatable {
  var file: String?
  var line: Int?
  var column: Int?
  var severity: Diagnostic.Severity
  var message: String

  /// Nil if the line is not a head.
  init?(_ text: Substring) {
    guard let (place, severity, message) = Self.parts(of: text) else { return nil }
    self.severity = severity
    self.message = Self.withoutGroup(message)
    guard !place.isEmpty else { return }
    guard place.first == "/" else {
      // "clang: error: …", "warning: 'app': …": a tool, no place. A sentence is not a tool.
      guard !place.contains(" ") else { return nil }
      return
    }
    var pieces = place.split(separator: ":", omittingEmptySubsequences: false)
    var numbers: [Int] = []
    while numbers.count < 2, pieces.count > 1, let number = pieces.last.flatMap({ Int($0) }) {
      numbers.insert(number, at: 0)
      pieces.removeLast()
    }
    let path = pieces.joined(separator: ":")
    file = Inside.relativeToApp(path) ?? path
    line = numbers.first
    column = numbers.count == 2 ? numbers[1] : nil
    if line == nil || path.hasSuffix(".o") {
      // "/scratch/…/main.swift.o:main.swift:function f: error: undefined reference to …"
      file = nil
      line = nil
      column = nil
    }
  }

  var diagnostic: Diagnostic {
    Diagnostic(file: file, line: line, column: column, severity: severity, message: message)
  }

  private static func parts(
    of text: Substring
  ) -> (place: Substring, severity: Diagnostic.Severity, message: Substring)? {
    for severity in [Diagnostic.Severity.error, .warning, .note] {
      let mark = "\(severity.rawValue): "
      if text.hasPrefix(mark) { return ("", severity, text.dropFirst(mark.count)) }
    }
    guard let first = text.first, first == "/" || first.isLetter else { return nil }
    var best: (place: Substring, severity: Diagnostic.Severity, message: Substring)?
    for severity in [Diagnostic.Severity.error, .warning, .note] {
      guard let range = text.firstRange(of: ": \(severity.rawValue): ") else { continue }
      if let known = best, known.place.endIndex <= range.lowerBound { continue }
      best = (text[..<range.lowerBound], severity, text[range.upperBound...])
    }
    return best
  }

  /// Drops the name of the diagnostic group: "… was never used [#no-usage]".
  private static func withoutGroup(_ message: Substring) -> String {
    guard message.last == "]", let range = message.ranges(of: " [#").last,
      !message[range.upperBound...].contains(" ")
    else { return String(message) }
    return String(message[..<range.lowerBound])
  }
}
