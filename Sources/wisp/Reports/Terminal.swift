import Foundation
import Synchronization

/// Standard error as people see it: lines that stay and, below them, a region that changes while
/// something runs.
final class Terminal: Sendable {
  /// Whether colours and the changing region may be used.
  let isInteractive: Bool
  private let hasColour: Bool
  private let region = Mutex(Region())

  /// What is drawn below the lines that stay.
  private struct Region {
    var lines: [Line] = []
    /// How wide each drawn line is, and how wide the window was then.
    var widths: [Int] = []
    /// Whether somebody is asked something, so that nothing may move.
    var isHeld = false
  }

  /// A line of the region.
  struct Line: Equatable {
    var text: String
    var style: Style?
  }

  /// - Parameter environment: `NO_COLOR` and `TERM=dumb` are honoured.
  init(environment: [String: String]) {
    isInteractive = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
    hasColour = isInteractive && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Writes a line that stays, above the region.
  func line(_ text: String = "") {
    region.withLock { region in
      Self.write(erasing(region) + text + "\n" + drawing(&region))
    }
  }

  /// Shows `lines` in the region; nothing where the terminal cannot.
  func show(_ lines: [Line]) {
    guard isInteractive else { return }
    region.withLock { region in
      guard !region.isHeld else { return }
      let erased = erasing(region)
      region.lines = lines
      Self.write(erased + drawing(&region))
    }
  }

  /// Shows one line in the region.
  func progress(_ text: String, _ style: Style? = nil) {
    show([Line(text: text, style: style)])
  }

  /// Takes the region away, and leaves it away while `body` asks something.
  func holding<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    clear()
    region.withLock { $0.isHeld = true }
    defer { region.withLock { $0.isHeld = false } }
    return try await body()
  }

  /// Takes the region away.
  func clear() {
    show([])
  }

  /// What takes the drawn region away and leaves the cursor where it began.
  ///
  /// A window that became narrower has wrapped the lines, so that they take more rows than there are
  /// lines.
  private func erasing(_ region: Region) -> String {
    guard !region.widths.isEmpty else { return "" }
    let columns = Self.columns
    let rows = region.widths.reduce(0) { $0 + max(1, ($1 + columns - 1) / columns) }
    return "\r" + (rows > 1 ? "\u{1B}[\(rows - 1)A" : "") + "\u{1B}[J"
  }

  /// What draws the region: each line cut to the window, the cursor at the end of the last.
  private func drawing(_ region: inout Region) -> String {
    let columns = Self.columns
    let fitted = region.lines.map {
      Line(text: DisplayWidth.fitted($0.text, to: columns - 1), style: $0.style)
    }
    region.widths = fitted.map { DisplayWidth.of($0.text) }
    return fitted.map { line in line.style.map { styled(line.text, $0) } ?? line.text }
      .joined(separator: "\r\n")
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
