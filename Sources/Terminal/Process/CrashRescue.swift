import Foundation
import Synchronization

/// Puts the terminal back when `wisp` itself crashes: in a signal handler, where little is allowed.
enum CrashRescue {
  /// Takes marks around pasted text away again.
  static let plain = "\u{1B}[?2004l"

  private static let deadly = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV]
  // A handler of a crash may take no lock, so these three are shared without one. Each is made before any
  // handler is there and never moved. `before` is written while `isArmed` is false and read once it was seen
  // true; `marks` is not written again; `former` is written by the call that sets the handler, and a crash
  // within that call finds zeros, which stand for what a signal does by itself.
  nonisolated(unsafe) private static let before = UnsafeMutablePointer<termios>.allocate(
    capacity: 1)
  nonisolated(unsafe) private static let marks = strdup(plain)
  nonisolated(unsafe) private static let former = {
    let actions = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
    actions.initialize(repeating: sigaction(), count: 65)
    return actions
  }()
  private static let isArmed = Atomic<Bool>(false)
  private static let isInstalled = Atomic<Bool>(false)

  static func arm(_ mode: termios) {
    before.initialize(to: mode)
    if !isInstalled.exchange(true, ordering: .relaxed) { install() }
    isArmed.store(true, ordering: .releasing)
  }

  static func disarm() { isArmed.store(false, ordering: .releasing) }

  private static func install() {
    _ = marks
    for number in deadly {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in CrashRescue.rescue(number) }
      sigaction(number, &action, former + Int(number))
    }
  }

  /// The signal comes again, to whoever would have had it, as soon as this returns.
  private static func rescue(_ number: Int32) {
    if isArmed.exchange(false, ordering: .acquiring) {
      if let marks { write(STDERR_FILENO, marks, strlen(marks)) }
      tcsetattr(STDIN_FILENO, TCSANOW, before)
    }
    sigaction(number, former + Int(number), nil)
    raise(number)
  }
}
