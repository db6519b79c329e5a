import Dispatch
import Foundation
import Synchronization

/// Work that recurses as deep as what it looks at is nested, on a thread whose stack is deep enough.
package enum DeepStack {
  /// Bytes; only what is used of it takes memory.
  private static let size = 64 << 20
  private static let name = "deep stack"

  /// Runs `body` on a thread of its own and waits for it; in place if this is such a thread.
  package static func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) -> Value {
    if Thread.current.name == name { return body() }
    let result = Result<Value>()
    let thread = Thread { result.set(body()) }
    thread.name = name
    thread.stackSize = size
    thread.start()
    return result.wait()
  }

  private final class Result<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    func set(_ value: Value) {
      self.value.withLock { $0 = value }
      isThere.signal()
    }

    func wait() -> Value {
      while true {
        isThere.wait()
        if let value = value.withLock({ $0 }) { return value }
      }
    }
  }
}
