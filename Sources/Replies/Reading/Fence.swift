import Workspace

/// A line of three or more backticks or tildes, with what stands behind them.
struct Fence: Equatable {
  /// Backtick or tilde.
  var character: UInt8
  var length: Int
  /// Blanks before it.
  var indentation: Int
  /// The text behind it, trimmed; empty for a bare fence.
  var info: Bytes

  var isDiff: Bool { ["diff", "patch", "udiff"].contains(language) }

  var isBare: Bool { info.isEmpty }

  /// The language named first in the info string, lower case.
  var language: String {
    info.prefix { $0 != 0x20 && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "{") }
      .text.lowercased()
  }

  /// Nil where the line is not a fence: text before it, or inline code that starts a line.
  init?(_ line: Bytes) {
    let rest = line.trimmedStart
    guard let first = rest.first, first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else {
      return nil
    }
    let run = rest.prefix { $0 == first }
    guard run.count >= 3 else { return nil }
    let info = rest.dropFirst(run.count).trimmed
    guard first != UInt8(ascii: "`") || !info.contains(first) else { return nil }
    character = first
    length = run.count
    indentation = line.count - rest.count
    self.info = info
  }

  /// Whether this fence can close one that was opened by `opener`.
  func closes(_ opener: Fence) -> Bool {
    isBare && character == opener.character && length >= opener.length
      && abs(indentation - opener.indentation) <= 3
  }

  static let shells: Set<String> = [
    "sh", "bash", "shell", "zsh", "console", "terminal", "powershell", "shell-session", "cmd",
    "ps1",
  ]

  static let markdown: Set<String> = ["", "md", "markdown", "text", "txt", "plaintext"]
}
