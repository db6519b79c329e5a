import LineEditing
import Synchronization

/// A screen as people see it: lines that stay and, below them, a region that changes while
/// something runs.
package final class Terminal: Sendable {
  private let screen: Screen
  private let region = Mutex(Region())

  /// What is drawn below the lines that stay.
  private struct Region {
    var lines: [Line] = []
    /// Where the cursor stands; nil: at the end of the last line.
    var cursor: Cursor?
    /// How wide each drawn line is.
    var widths: [Int] = []
    /// The row of the cursor and its column, where they were drawn.
    var drawnCursor = Cursor(row: 0, column: 0)
    /// Whether somebody is asked something, so that nothing may move.
    var isHeld = false
  }

  /// A line of the region.
  package struct Line: Equatable {
    /// What comes first, in bold.
    package var lead: String
    package var text: String
    package var style: Style?

    package init(lead: String = "", text: String, style: Style? = nil) {
      self.lead = lead
      self.text = text
      self.style = style
    }
  }

  /// A place in the region, both numbers from 0.
  package struct Cursor: Equatable {
    package var row: Int
    package var column: Int

    package init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  package init(_ screen: Screen) { self.screen = screen }

  /// Standard error of this process.
  ///
  /// - Parameter environment: `NO_COLOR` and `TERM=dumb` are honoured.
  package convenience init(environment: [String: String]) {
    self.init(.standardError(environment: environment))
  }

  /// Whether the changing region may be used.
  package var isInteractive: Bool { screen.isInteractive }

  /// Writes a line that stays, above the region; if it is too long for the window, it is broken.
  package func line(_ text: String = "") {
    let text = fitted(text)
    region.withLock { region in
      screen.write(erasing(region) + text + "\n" + drawing(&region))
    }
  }

  /// The text broken for the window, if there is one.
  package func fitted(_ text: String) -> String {
    isInteractive ? WrappedText.of(text, columns: columns) : text
  }

  /// Shows `lines` in the region; nothing if the terminal cannot.
  package func show(_ lines: [Line], cursor: Cursor? = nil) {
    guard isInteractive else { return }
    region.withLock { region in
      guard !region.isHeld else { return }
      let erased = erasing(region)
      region.lines = lines
      region.cursor = cursor
      screen.write(erased + drawing(&region))
    }
  }

  /// Shows one line in the region.
  package func progress(_ text: String, _ style: Style? = nil) {
    show([Line(text: text, style: style)])
  }

  /// Takes the region away, and leaves it away while `body` asks something, with the terminal as it was.
  package func holding<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    clear()
    region.withLock { $0.isHeld = true }
    defer { region.withLock { $0.isHeld = false } }
    return try await TerminalMode.suspended(body)
  }

  /// Others have used the screen: the region is drawn anew where the cursor is now.
  package func lost() {
    region.withLock { $0.widths = [] }
  }

  /// Takes the region away.
  package func clear() {
    show([])
  }

  /// What takes the drawn region away and leaves the cursor where it began.
  ///
  /// A window that became narrower has wrapped the lines, so that they take more rows than there are
  /// lines.
  private func erasing(_ region: Region) -> String {
    guard !region.widths.isEmpty else { return "" }
    let columns = self.columns
    let heights = region.widths.map { max(1, ($0 + columns - 1) / columns) }
    let above = heights.prefix(region.drawnCursor.row).reduce(0, +)
    let rows = above + region.drawnCursor.column / columns
    // Clearing all from the top left corner would make tmux keep what was there.
    return "\r" + (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\u{1B}[K"
      + (heights.reduce(0, +) > 1 ? "\u{1B}[B\u{1B}[J\u{1B}[A" : "")
  }

  /// What draws the region: each line cut to the window, then the cursor set.
  private func drawing(_ region: inout Region) -> String {
    let columns = self.columns
    let fitted = region.lines.map { line in
      let lead = DisplayWidth.fitted(line.lead, to: columns - 1)
      let rest = max(0, columns - 1 - DisplayWidth.of(lead))
      return Line(lead: lead, text: DisplayWidth.fitted(line.text, to: rest), style: line.style)
    }
    region.widths = fitted.map { DisplayWidth.of($0.lead) + DisplayWidth.of($0.text) }
    let last = max(0, fitted.count - 1)
    region.drawnCursor = Cursor(row: last, column: max(0, (region.widths.last ?? 0) - 1))
    let drawn = fitted.map { line in
      (line.lead.isEmpty ? "" : styled(line.lead, .bold))
        + (line.style.map { styled(line.text, $0) } ?? line.text)
    }.joined(separator: "\r\n")
    guard let cursor = region.cursor else { return drawn }
    region.drawnCursor = cursor
    let up = last - cursor.row
    return drawn + (up > 0 ? "\u{1B}[\(up)A" : "") + "\r"
      + (cursor.column > 0 ? "\u{1B}[\(cursor.column)C" : "")
  }

  /// How a text looks, by the number that a terminal knows it by.
  package enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
  }

  /// The text in a style; as it is if the terminal has no colours.
  package func styled(_ text: String, _ style: Style) -> String {
    screen.hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// How wide the window is now.
  package var columns: Int { screen.size().columns }
  /// How high it is.
  package var rows: Int { screen.size().rows }
}
