import Dispatch
import Foundation
package import LineEditing
import Synchronization

/// How this process's terminal treats keys while `wisp` reads or hides them, and its way back.
///
/// Whatever ends the process short of SIGKILL leaves the terminal as it was found: a signal, an error in
/// `wisp` itself, a stop with Ctrl-Z.
package enum TerminalMode {
  /// Keys are not shown; Ctrl-C is a signal still, and it is not this which handles it.
  case hidden
  /// Every key is a byte to be read, Ctrl-C too; text may be pasted.
  case raw

  private struct State {
    var mode: TerminalMode?
    var before = termios()
    /// The signals that are handled as long as the mode is in force.
    var signals: [Int32] = []
    /// Who gets the keys that are typed, and what reads them.
    var keys: (@Sendable ([Key]) -> Void)?
    var onReturn: @Sendable () -> Void = {}
    var reading: (any DispatchSourceRead)?
    var decoder = KeyDecoder()
  }

  private static let state = Mutex(State())
  private static let queue = DispatchQueue(label: "wisp.terminal")

  /// Whether standard input is a terminal in whose foreground this process is.
  package static var isOurs: Bool {
    isatty(STDIN_FILENO) == 1 && tcgetpgrp(STDIN_FILENO) == getpgrp()
  }

  /// Changes the mode if the terminal is this process's own.
  ///
  /// `onReturn` is called after a stop, when the mode is what it was and the screen is not; `keys` gets
  /// what is typed, as it comes.
  ///
  /// - Returns: False if there is no such terminal.
  @discardableResult package static func enter(
    _ mode: TerminalMode, onReturn: @escaping @Sendable () -> Void = {},
    keys: (@Sendable ([Key]) -> Void)? = nil
  ) -> Bool {
    guard isOurs else { return false }
    return state.withLock { state in
      if state.mode == nil {
        guard tcgetattr(STDIN_FILENO, &state.before) == 0 else { return false }
        CrashRescue.arm(state.before)
      }
      forget(&state)
      state.mode = mode
      state.keys = keys
      state.onReturn = onReturn
      apply(mode, state.before)
      if keys != nil { read(&state) }
      // While keys are hidden, whoever runs the session handles the signals that end it.
      let deadly = mode == .raw ? [SIGINT, SIGTERM, SIGHUP, SIGQUIT] : [SIGQUIT]
      for number in deadly { Signals.on(number) { Signals.die(of: number) } }
      Signals.on(SIGTSTP) {
        stop()
        onReturn()
      }
      state.signals = deadly + [SIGTSTP]
      return true
    }
  }

  /// Makes the terminal what it was; before a question, and before the end however it comes.
  package static func leave() {
    state.withLock { state in
      guard state.mode != nil else { return }
      restore(state)
      state.mode = nil
      CrashRescue.disarm()
      forget(&state)
    }
  }

  /// Makes the terminal what it was while `body` asks something.
  package static func suspended<Result>(_ body: () async throws -> Result) async rethrows -> Result
  {
    let (mode, keys, onReturn) = state.withLock { ($0.mode, $0.keys, $0.onReturn) }
    leave()
    defer { if let mode { enter(mode, onReturn: onReturn, keys: keys) } }
    return try await body()
  }

  /// Reads what is typed on a queue of its own; a key is taken only while nobody else wants it.
  private static func read(_ state: inout State) {
    let source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: queue)
    source.setEventHandler {
      let (handler, keys) = Self.state.withLock { state in
        var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard state.reading != nil, poll(&ready, 1, 0) == 1 else { return (state.keys, [Key]()) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = Foundation.read(STDIN_FILENO, &bytes, bytes.count)
        guard count > 0 else {
          // The terminal is gone: there will be no more keys.
          state.reading?.cancel()
          state.reading = nil
          return (state.keys, [])
        }
        return (state.keys, state.decoder.feed(bytes[..<count]) + state.decoder.flush())
      }
      if !keys.isEmpty { handler?(keys) }
    }
    source.activate()
    state.reading = source
  }

  /// Stops the process as Ctrl-Z does, with the terminal as it was; returns when it goes on.
  package static func stop() {
    let mode = state.withLock { state in
      restore(state)
      return state.mode
    }
    // All who share the terminal, and then this process, for certain before the next line.
    kill(0, SIGTSTP)
    raise(SIGSTOP)
    state.withLock { state in
      if let mode, isOurs { apply(mode, state.before) }
    }
  }

  private static func forget(_ state: inout State) {
    for number in state.signals { Signals.off(number) }
    state.signals = []
    state.reading?.cancel()
    state.reading = nil
    state.decoder = KeyDecoder()
  }

  private static func apply(_ mode: TerminalMode, _ before: termios) {
    var now = before
    switch mode {
    case .hidden: now.c_lflag &= ~tcflag_t(ICANON | ECHO)
    case .raw:
      now.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
      now.c_iflag &= ~tcflag_t(ICRNL | INLCR | IXON)
      FileHandle.standardError.write(Data("\u{1B}[?2004h".utf8))
    }
    tcsetattr(STDIN_FILENO, TCSADRAIN, &now)
  }

  private static func restore(_ state: State) {
    if state.mode == .raw { FileHandle.standardError.write(Data(CrashRescue.plain.utf8)) }
    var before = state.before
    tcsetattr(STDIN_FILENO, TCSADRAIN, &before)
  }
}
