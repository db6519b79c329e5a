import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A full-screen app: a value that keys and time change, and that draws itself.
public protocol ScreenApp {
  /// True ends the app.
  var isDone: Bool { get }
  /// Milliseconds between two `tick`s; nil where nothing moves by itself.
  var tickMilliseconds: Int? { get }
  /// The screen has this size now: told before anything is pressed, and whenever it changes.
  mutating func resize(width: Int, height: Int)
  mutating func press(_ key: Key)
  mutating func tick()
  func draw(on frame: inout Frame)
}

extension ScreenApp {
  public var tickMilliseconds: Int? { nil }
  public mutating func tick() {}
  public mutating func resize(width: Int, height: Int) {}

  /// The rows that the app draws on a screen of this size.
  public func screen(width: Int = 80, height: Int = 24) -> [String] {
    var app = self
    app.resize(width: width, height: height)
    var frame = Frame(width: width, height: height)
    app.draw(on: &frame)
    return frame.lines
  }
}

/// Shows an app until it is done, Control-C or the end of input; the terminal is restored.
///
/// Where standard input is no terminal its bytes are pressed as keys, each followed by one `tick` if
/// the app has ticks, and the last screen (80 by 24) is printed as plain lines: a script.
public func show<App: ScreenApp>(_ app: App) {
  var app = app
  guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
    let bytes = FileHandle.standardInput.readDataToEndOfFile()
    app.resize(width: 80, height: 24)
    for key in Key.keys(in: bytes) where !app.isDone {
      app.press(key)
      if app.tickMilliseconds != nil, !app.isDone { app.tick() }
    }
    var rows = app.screen()
    while rows.last == "" { rows.removeLast() }
    print(rows.joined(separator: "\n"))
    return
  }
  let terminal = RawTerminal()
  defer { terminal.restore() }
  var next = ContinuousClock.now
  var shown: Frame?
  while !app.isDone {
    let size = terminal.size
    if size.width != shown?.width || size.height != shown?.height {
      app.resize(width: size.width, height: size.height)
    }
    var frame = Frame(width: size.width, height: size.height)
    app.draw(on: &frame)
    if frame != shown { terminal.write(frame.escapes) }
    shown = frame
    var wait = 250
    if let interval = app.tickMilliseconds {
      let left = ContinuousClock.now.duration(to: next)
      wait = max(
        0,
        min(
          250,
          Int(left.components.seconds) * 1000
            + Int(left.components.attoseconds / 1_000_000_000_000_000)))
      if wait == 0 {
        app.tick()
        next = ContinuousClock.now + .milliseconds(max(10, interval))
        continue
      }
    }
    guard let bytes = terminal.read(milliseconds: wait) else { return }
    for key in Key.keys(in: bytes) where !app.isDone {
      if key == .control("c") { return }
      app.press(key)
    }
  }
}

/// Standard input without line editing, on the alternate screen.
private struct RawTerminal {
  private let before: termios

  init() {
    var settings = termios()
    tcgetattr(STDIN_FILENO, &settings)
    before = settings
    // Keys one by one, Control-C as a key so that the screen is always restored.
    cfmakeraw(&settings)
    tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[2J")
  }

  func restore() {
    write("\u{1B}[0m\u{1B}[?25h\u{1B}[?1049l")
    var settings = before
    tcsetattr(STDIN_FILENO, TCSANOW, &settings)
  }

  var size: (width: Int, height: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

  /// The next bytes, none after the time; nil at the end of input.
  func read(milliseconds: Int) -> [UInt8]? {
    var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&wait, 1, Int32(milliseconds)) > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = readBytes(STDIN_FILENO, &bytes, bytes.count)
    return count > 0 ? Array(bytes[..<count]) : nil
  }
}

private func readBytes(_ file: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(file, buffer, count)
}
