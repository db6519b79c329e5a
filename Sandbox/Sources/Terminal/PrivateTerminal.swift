import CSpawn
import Foundation

/// A pseudo terminal for one interactive run, beside the user's own, which is never seen inside.
///
/// The user's terminal passes every key on as it is typed; the pseudo terminal does what terminals do
/// with them: echo, line editing, Ctrl-C.
final class PrivateTerminal {
  /// Our end: what the program prints comes out, what is typed goes in.
  let controller: SharedDescriptor
  /// The program's end; closed here once the program has it.
  let terminal: SharedDescriptor
  private let user: Int32
  private let before = UnsafeMutableRawPointer.allocate(
    byteCount: Int(WISP_TERMINAL_MODE_SIZE), alignment: 16)
  private var isRaw = false
  private let resizes: PipeEnds

  /// A terminal like the user's, which is at the descriptor `user`.
  init(like user: Int32) throws(SandboxError) {
    self.user = user
    var controller: Int32 = -1
    var terminal: Int32 = -1
    let error = wisp_open_terminal(user, &controller, &terminal)
    guard error == 0 else {
      before.deallocate()
      throw .system("make a pseudo terminal", error)
    }
    self.controller = SharedDescriptor(controller)
    self.terminal = SharedDescriptor(terminal)
    do {
      resizes = try PipeEnds()
      try resizes.reading.setNonblocking()
      try resizes.writing.setNonblocking()
    } catch {
      before.deallocate()
      throw error
    }
  }

  deinit {
    restore(after: [])
    before.deallocate()
  }

  /// Readable after the user's terminal has changed its size.
  var resized: Int32 { resizes.reading.number }

  /// Takes the user's terminal over.
  func take() {
    guard !isRaw, wisp_terminal_raw(user, before) == 0 else { return }
    isRaw = true
    WindowSize.notify(resizes.writing.number)
    copySize()
  }

  /// Tells the program the size of the user's terminal.
  func copySize() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(resizes.reading.number, &bytes, bytes.count) > 0 {}
    wisp_copy_terminal_size(user, controller.number)
  }

  /// Gives the user's terminal back as it was, after a last piece of output.
  func restore(after farewell: [UInt8]) {
    guard isRaw else { return }
    isRaw = false
    _ = write(user, farewell, farewell.count)
    WindowSize.ignore()
    // What was typed for the program, or sent by the mouse, is not meant for the shell.
    wisp_terminal_restore(user, before, 1)
  }

  /// What the program is told of the user's terminal.
  static func environment(_ variables: [String: String]) -> [String: String] {
    let kind = variables["TERM"].flatMap { kinds.contains($0) ? $0 : nil } ?? "xterm-256color"
    var told = ["TERM": kind]
    if let colour = variables["COLORTERM"], ["truecolor", "24bit"].contains(colour) {
      told["COLORTERM"] = colour
    }
    return told
  }

  private static let kinds: Set<String> = [
    "xterm", "xterm-256color", "screen", "screen-256color", "tmux", "tmux-256color", "linux",
    "vt100", "vt220", "rxvt", "rxvt-256color", "alacritty", "foot", "xterm-kitty",
  ]
}

/// The way out of a program that takes every key: Ctrl-C three times within two seconds.
struct EndingKeys {
  private var times: [ContinuousClock.Instant] = []

  /// Whether these keys complete the three.
  mutating func complete(_ bytes: some Sequence<UInt8>) -> Bool {
    for byte in bytes {
      guard byte == 0x03 else {
        times = []
        continue
      }
      times.append(.now)
      times = times.suffix(3)
      if times.count == 3, times[0] + .seconds(2) > .now { return true }
    }
    return false
  }
}
