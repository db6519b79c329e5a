/// A known way of writing one event a line.
package enum LogFormat: String, Codable, Sendable, CaseIterable {
  /// `127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 2326`, with or without referrer
  /// and agent: the Common Log Format of web servers.
  case web
  /// `Oct 11 22:14:15 host program[123]: text`, or `<34>1 2003-10-11T22:14:15Z …` (RFC 3164, RFC 5424).
  case syslog
  /// A line begins with a date and a time.
  case timestamped
  /// `key=value key="value"` (logfmt).
  case keyValue

  /// Detects the format of most lines; nil where there is none.
  init?(lines: [Substring]) {
    let lines = lines.prefix(50)
    guard lines.count >= 2 else { return nil }
    for format in Self.allCases {
      let count = lines.count { format.fits($0) }
      if Double(count) >= 0.8 * Double(lines.count) {
        self = format
        return
      }
    }
    return nil
  }

  /// Whether a line is written that way.
  private func fits(_ line: Substring) -> Bool { mayFit(line) && matches(line) }

  /// What every line of the format has, told without its expression: to compile one takes longer than to
  /// look at all lines.
  private func mayFit(_ line: Substring) -> Bool {
    let bytes = line.utf8
    return switch self {
    case .web: bytes.contains(UInt8(ascii: "[")) && bytes.contains(UInt8(ascii: "\""))
    case .syslog:
      line.hasPrefix("<") || line.first?.isLetter == true && bytes.contains(UInt8(ascii: ":"))
    case .timestamped: line.first.map { $0 == "[" || $0.isNumber } ?? false
    case .keyValue: bytes.count { $0 == UInt8(ascii: "=") } >= 3
    }
  }

  private func matches(_ line: Substring) -> Bool {
    switch self {
    case .web: line.prefixMatch(of: /\S+ \S+ .{1,80}? \[[^\]]{10,40}\] "[^"]*" \d{3}/) != nil
    case .syslog:
      line.prefixMatch(
        of:
          /(<\d{1,3}>\d? ?)?([A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \S+ \S|\d{4}-[\d-]{1,8}T\S+ \S+ \S+ )/
      )
        != nil
    case .timestamped:
      line.prefixMatch(of: /\[?(\d{4}[-\/]\d{2}[-\/]\d{2}[T ]\d{2}:\d{2}|\d{2}:\d{2}:\d{2})/) != nil
        && line.contains(" ") && !line.contains("\t") && !line.contains(";")
        && line.split(separator: ",").count < 4
    case .keyValue:
      line.matches(of: /(?:^|\s)[A-Za-z_][\w.-]*=("[^"]*"|\S+)/).count >= 3
    }
  }

  /// In words, for a prompt.
  package var text: String {
    switch self {
    case .web: "a web server's log (common log format)"
    case .syslog: "a syslog"
    case .timestamped: "a log whose lines begin with date or time"
    case .keyValue: "a log of key=value pairs (logfmt)"
    }
  }
}
