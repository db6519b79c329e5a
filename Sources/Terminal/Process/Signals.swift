import Dispatch
import Foundation
import Synchronization

/// Signals of this process, each with one handler at a time, or none: then it does what it always does.
///
/// A signal is watched from its first handler on to the end of the process: taking a source of Dispatch
/// away and making another at once leaves the signal ignored, as the first goes only later.
package enum Signals {
  private struct State {
    var handlers: [Int32: @Sendable () -> Void] = [:]
    var sources: [Int32: any DispatchSourceSignal] = [:]
  }

  private static let state = Mutex(State())

  /// Calls `handler`, on a queue of the signal's own, when it comes.
  ///
  /// Returns once the signal is watched: what comes before that would be lost.
  package static func on(_ number: Int32, _ handler: @escaping @Sendable () -> Void) {
    let watched = DispatchSemaphore(value: 0)
    let isNew = state.withLock { state in
      state.handlers[number] = handler
      guard state.sources[number] == nil else { return false }
      signal(number, SIG_IGN)
      // One queue each: a handler that waits for a lock of the caller's holds up no registration.
      let source = DispatchSource.makeSignalSource(
        signal: number, queue: DispatchQueue(label: "wisp.signals.\(number)"))
      source.setRegistrationHandler { watched.signal() }
      source.setEventHandler { came(number) }
      state.sources[number] = source
      source.activate()
      return true
    }
    if isNew { watched.wait() }
  }

  /// The signal does again what it always does.
  package static func off(_ number: Int32) {
    state.withLock { $0.handlers[number] = nil }
  }

  /// Ends the process by the signal, with the terminal as it was found.
  package static func die(of number: Int32) {
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
    } else {
      die(of: number)
    }
  }
}
