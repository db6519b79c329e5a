import Foundation
import Generation
import LineEditing
import Synchronization
import Terminal

/// Keys while a session runs on a terminal: stop, pause, show the code.
///
/// A key counts if it stands alone. Who types a sentence is not done with it yet: its letters are kept, shown,
/// and offered where something can be said again.
enum SessionKeys {
  private struct Typing {
    /// The key that waits whether another one follows it.
    var pending: Character?
    /// Tells one pending key from the next.
    var number = 0
    /// What is being typed.
    var text = ""
  }

  private static let typing = Mutex(Typing())

  /// Reads keys until `end`; nothing happens where standard input is not this process's own terminal.
  static func begin(_ control: SessionControl, _ live: LiveView) {
    live.attend(control)
    typing.withLock { $0 = Typing() }
    let comeBack: @Sendable () -> Void = { live.comeBack() }
    TerminalMode.enter(.hidden, onReturn: comeBack) { keys in
      for key in keys { take(key, control, live) }
      live.typed(typing.withLock(\.text))
      live.draw()
    }
  }

  static func end() { TerminalMode.leave() }

  /// What was typed while the session ran; it is given once.
  static func takeTyped() -> String {
    typing.withLock { typing in
      defer { typing = Typing() }
      return typing.text
    }
  }

  private static func take(_ key: Key, _ control: SessionControl, _ live: LiveView) {
    switch key {
    case .text(let letters):
      for letter in letters { take(letter, control, live) }
    case .paste(let text): typing.withLock { $0.text += text }
    case .backspace: typing.withLock { _ = $0.text.popLast() }
    case .escape, .deleteToStart: typing.withLock { $0.text = "" }
    default: break
    }
  }

  private static func take(_ letter: Character, _ control: SessionControl, _ live: LiveView) {
    let number: Int? = typing.withLock { typing in
      if let pending = typing.pending, pending != letter {
        typing.text += String(pending) + String(letter)
        typing.pending = nil
        return nil
      }
      guard typing.text.isEmpty else {
        typing.text.append(letter)
        return nil
      }
      // The same key twice is two keys.
      if typing.pending == letter { press(letter, control, live) }
      typing.pending = letter
      typing.number += 1
      return typing.number
    }
    guard let number else { return }
    Task {
      try? await Task.sleep(for: .milliseconds(Int(KeyPress.together)))
      let isAlone = typing.withLock { typing in
        guard typing.number == number, typing.pending == letter else { return false }
        typing.pending = nil
        return true
      }
      guard isAlone else { return }
      press(letter, control, live)
      live.draw()
    }
  }

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
