import Dispatch
import Foundation
import Synchronization

/// Signals of this process, each with one handler at a time, or none: then it does what it always does.
///
/// A signal is watched from its first handler on to the end of the process: taking a source of Dispatch
/// away and making another at once leaves the signal ignored, as the first goes only later.
enum Signals {
  private struct State {
    var handlers: [Int32: @Sendable () -> Void] = [:]
    var sources: [Int32: any DispatchSourceSignal] = [:]
  }

  private static let state = Mutex(State())
  private static let queue = DispatchQueue(label: "wisp.signals")

  /// Calls `handler`, on a queue of its own, when the signal comes.
  static func on(_ number: Int32, _ handler: @escaping @Sendable () -> Void) {
    state.withLock { state in
      state.handlers[number] = handler
      guard state.sources[number] == nil else { return }
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { came(number) }
      state.sources[number] = source
      source.activate()
    }
  }

  /// The signal does again what it always does.
  static func off(_ number: Int32) {
    state.withLock { $0.handlers[number] = nil }
  }

  /// Ends the process by the signal, with the terminal as it was found.
  static func die(of number: Int32) {
    TerminalMode.leave()
    signal(number, SIG_DFL)
    // To this thread, whatever it blocks: the queue would take one to the process for itself.
    var only = sigset_t()
    sigemptyset(&only)
    sigaddset(&only, number)
    pthread_sigmask(SIG_UNBLOCK, &only, nil)
    raise(number)
    _exit(128 + number)
  }

  private static func came(_ number: Int32) {
    if let handler = state.withLock({ $0.handlers[number] }) {
      handler()
    } else if number == SIGTSTP {
      raise(SIGSTOP)
    } else if number != SIGWINCH {
      die(of: number)
    }
  }
}
