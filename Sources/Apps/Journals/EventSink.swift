package import Events
package import Foundation
import Synchronization

/// Where events go: first to the journal, then to the reader that shows them.
///
/// One lock orders all of it, so that every reader sees the same stream.
package final class EventSink: Sendable {
  private let journal: Journal?
  private let show: @Sendable (StampedEvent) -> Void
  private let now: @Sendable () -> Date
  private let failure = Mutex<(any Error)?>(nil)

  package init(
    journal: Journal?, now: @escaping @Sendable () -> Date = { Date() },
    show: @escaping @Sendable (StampedEvent) -> Void
  ) {
    self.journal = journal
    self.now = now
    self.show = show
  }

  /// Records and shows `event`.
  ///
  /// A journal that cannot be written does not stop the stream; `check()` throws it at the next
  /// point where nothing would be half done.
  package func emit(_ event: Event) {
    failure.withLock { failure in
      let stamped = StampedEvent(at: now(), event: event)
      if event.isJournaled, failure == nil {
        do { try journal?.append(stamped) } catch { failure = error }
      }
      show(stamped)
    }
  }

  /// Throws what went wrong in writing the journal, if anything did.
  package func check() throws {
    try failure.withLock { failure in
      if let failure { throw failure }
    }
  }
}
