import Foundation
import Synchronization

/// Keys typed while a session runs would be written into the middle of its region: until it ends the
/// terminal does not show them.
enum TerminalEcho {
  private static let before = Mutex<termios?>(nil)

  /// Takes the echo away where standard input is this process's own terminal.
  static func off() {
    before.withLock { before in
      var now = termios()
      guard before == nil, tcgetpgrp(STDIN_FILENO) == getpgrp(), tcgetattr(STDIN_FILENO, &now) == 0
      else { return }
      before = now
      now.c_lflag &= ~tcflag_t(ECHO)
      tcsetattr(STDIN_FILENO, TCSANOW, &now)
    }
  }

  /// Makes the terminal what it was; before a question, and before the end however it comes.
  static func restore() {
    before.withLock { before in
      guard var settings = before else { return }
      tcsetattr(STDIN_FILENO, TCSANOW, &settings)
      before = nil
    }
  }
}
