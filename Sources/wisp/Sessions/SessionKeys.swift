import Foundation
import Generation
import Reports
import Synchronization
import Terminal

/// Keys while a session runs on a terminal: stop, pause, show the code.
///
/// What is typed meanwhile is kept, shown, and offered when something can be said again.
enum SessionKeys {
  private static let current = Mutex<LoneKeys?>(nil)

  /// Reads keys until `end`; nothing happens if standard input is not this process's own terminal.
  static func begin(_ control: SessionControl, _ live: LiveView) {
    live.attend(control)
    let lone = LoneKeys { letter in
      press(letter, control, live)
      live.draw()
    }
    current.withLock { $0 = lone }
    let comeBack: @Sendable () -> Void = { live.comeBack() }
    TerminalMode.enter(.hidden, onReturn: comeBack) { keys in
      lone.take(keys)
      live.typed(lone.text)
      live.draw()
    }
  }

  static func end() { TerminalMode.leave() }

  /// What was typed while the session ran; it is given once.
  static func takeTyped() -> String { current.withLock(\.self)?.takeText() ?? "" }

  private static func press(_ letter: Character, _ control: SessionControl, _ live: LiveView) {
    switch letter.lowercased() {
    case "s":
      // Once more is Ctrl-C.
      if control.isStopping { kill(getpid(), SIGINT) } else { control.stop() }
    case "p", " ": control.togglePause()
    case "c": live.toggleCode()
    default: break
    }
  }
}
