import Foundation
import Synchronization

/// Standard error as people see it: lines that stay, and one line that changes while something runs.
final class Terminal: Sendable {
  /// Whether colours and the changing line may be used.
  let isInteractive: Bool
  private let hasColour: Bool
  private let status = Mutex("")

  /// - Parameter environment: `NO_COLOR` and `TERM=dumb` are honoured.
  init(environment: [String: String]) {
    isInteractive = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
    hasColour = isInteractive && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Writes a line that stays.
  func line(_ text: String = "") {
    status.withLock { status in
      Self.write((status.isEmpty ? "" : "\r\u{1B}[K") + text + "\n")
      status = ""
    }
  }

  /// Shows `text` in the changing line; nothing where the terminal cannot.
  func progress(_ text: String, _ style: Style? = nil) {
    guard isInteractive else { return }
    status.withLock { status in
      let fitted = String(text.prefix(Self.columns - 1))
      guard fitted != status else { return }
      Self.write("\r\u{1B}[K" + (style.map { styled(fitted, $0) } ?? fitted))
      status = fitted
    }
  }

  /// Takes the changing line away.
  func clear() {
    status.withLock { status in
      if !status.isEmpty { Self.write("\r\u{1B}[K") }
      status = ""
    }
  }

  enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
  }

  func styled(_ text: String, _ style: Style) -> String {
    hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  private static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 80 }
    return Int(size.ws_col)
  }
}
