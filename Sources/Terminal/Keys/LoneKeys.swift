package import LineEditing
import Synchronization

/// Letters that are keys if they stand alone.
///
/// Who types a sentence is not done with it yet: its letters are kept as a text.
package final class LoneKeys: Sendable {
  private struct Typing {
    /// The key that waits whether another one follows it.
    var pending: Character?
    /// Tells one pending key from the next.
    var number = 0
    /// What is being typed.
    var text = ""
  }

  private let typing = Mutex(Typing())
  private let press: @Sendable (Character) -> Void

  /// - Parameter press: Called for each letter that is a key.
  package init(press: @escaping @Sendable (Character) -> Void) { self.press = press }

  /// What is being typed.
  package var text: String { typing.withLock(\.text) }

  /// What was typed; it is given once.
  package func takeText() -> String {
    typing.withLock { typing in
      defer { typing = Typing() }
      return typing.text
    }
  }

  /// Takes keys as they come.
  package func take(_ keys: [Key]) {
    for key in keys {
      switch key {
      case .text(let letters): for letter in letters { take(letter) }
      case .paste(let text): typing.withLock { $0.text += text }
      case .backspace: typing.withLock { _ = $0.text.popLast() }
      case .escape, .deleteToStart: typing.withLock { $0.text = "" }
      default: break
      }
    }
  }

  private func take(_ letter: Character) {
    // The same key twice is two keys.
    let isSecond = typing.withLock { $0.text.isEmpty && $0.pending == letter }
    if isSecond { press(letter) }
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
      typing.pending = letter
      typing.number += 1
      return typing.number
    }
    if let number { wait(for: letter, number) }
  }

  /// Presses the key unless another one follows it at once.
  private func wait(for letter: Character, _ number: Int) {
    Task {
      try? await Task.sleep(for: .milliseconds(Int(KeyPress.together)))
      let isAlone = typing.withLock { typing in
        guard typing.number == number, typing.pending == letter else { return false }
        typing.pending = nil
        return true
      }
      if isAlone { press(letter) }
    }
  }
}
