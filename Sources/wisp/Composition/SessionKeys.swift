import Foundation
import LineEditing
import WispCore

/// Keys while a session runs on a terminal: stop, pause, show the code.
enum SessionKeys {
  /// Reads keys until `end`; nothing happens where standard input is not this process's own terminal.
  static func begin(_ control: SessionControl, _ live: LiveView) {
    live.attend(control)
    let comeBack: @Sendable () -> Void = { live.comeBack() }
    TerminalMode.enter(.hidden, onReturn: comeBack) { keys in
      for case .text(let letters) in keys {
        for letter in letters { press(letter, control, live) }
      }
      live.draw()
    }
  }

  static func end() { TerminalMode.leave() }

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
