import Foundation

/// What a terminal's text is written to: standard error of this process, or what stands in its place.
package struct Screen: Sendable {
  /// Whether a region that changes may be drawn.
  package let isInteractive: Bool
  package let hasColour: Bool
  /// How wide and how high the window is now.
  let size: @Sendable () -> (columns: Int, rows: Int)
  let write: @Sendable (String) -> Void

  /// - Parameters:
  ///   - isInteractive: Whether a region that changes may be drawn.
  ///   - hasColour: Whether texts may have colours.
  ///   - size: How wide and how high the window is when it is asked.
  ///   - write: Takes what is shown, in order.
  package init(
    isInteractive: Bool, hasColour: Bool,
    size: @escaping @Sendable () -> (columns: Int, rows: Int),
    write: @escaping @Sendable (String) -> Void
  ) {
    self.isInteractive = isInteractive
    self.hasColour = hasColour
    self.size = size
    self.write = write
  }

  /// Standard error of this process; `NO_COLOR` and `TERM=dumb` are honoured.
  package static func standardError(environment: [String: String]) -> Screen {
    let isInteractive = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
    return Screen(
      isInteractive: isInteractive,
      hasColour: isInteractive && (environment["NO_COLOR"] ?? "").isEmpty,
      size: {
        let window = window(of: STDERR_FILENO)
        return (window.columns ?? 80, window.rows ?? 24)
      },
      write: { FileHandle.standardError.write(Data($0.utf8)) })
  }

  /// The columns of the window that standard output goes to; nil if it goes elsewhere.
  package static var outputColumns: Int? {
    isatty(STDOUT_FILENO) == 1 ? window(of: STDOUT_FILENO).columns : nil
  }

  /// The size of a terminal's window; nil if it is unknown or too small to be one.
  private static func window(of descriptor: Int32) -> (columns: Int?, rows: Int?) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return (nil, nil) }
    return (size.ws_col > 3 ? Int(size.ws_col) : nil, size.ws_row > 4 ? Int(size.ws_row) : nil)
  }
}
