import Catalog
package import Foundation

/// Life times: what has expired goes to the trash, and from there for good after a day.
extension AppStore {
  /// What a sweep moves to the trash, and what it removes for good.
  package struct Sweep: Sendable, Equatable {
    package var discarded: [String] = []
    package var gone: [String] = []

    package init(discarded: [String] = [], gone: [String] = []) {
      self.discarded = discarded
      self.gone = gone
    }

    package var isEmpty: Bool { discarded.isEmpty && gone.isEmpty }
  }

  /// Seconds between two sweeps that nobody asked for.
  private static let sweepSeconds = Term.sweep.seconds

  /// Whether the last sweep, by whichever process, is more than a day ago; from now on it is not.
  package func claimSweep(now: Date = Date()) -> Bool {
    let stamp = home.root + "/swept"
    var status = stat()
    if stat(stamp, &status) == 0,
      now.timeIntervalSince1970 - Double(status.st_mtim.tv_sec) < Self.sweepSeconds
    {
      return false
    }
    let descriptor = open(stamp, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return futimens(descriptor, nil) == 0
  }

  /// What a sweep would do now.
  package func dueForSweep(now: Date = Date()) throws -> Sweep {
    let due = try catalog.due(at: now, trashedBefore: now - Self.trashSeconds)
    return Sweep(discarded: due.expired, gone: due.trashed)
  }

  /// Discards what has expired and empties what has been in the trash for a day.
  ///
  /// - Returns: What it did; apps that another process works on are left for later.
  package func sweep(now: Date = Date()) throws -> Sweep {
    let due = try dueForSweep(now: now)
    var done = Sweep()
    for id in due.gone {
      // Another process may have brought it back, or kept it, since the list was made.
      guard let lock = try? AppLock(home.app(id), patience: 0),
        try catalog.app(id: id)?.isTrashed == true
      else {
        continue
      }
      defer { withExtendedLifetime(lock) {} }
      try lock.during {
        try bury(home.trashed(id).path)
        try catalog.remove(id: id)
      }
      done.gone.append(id)
    }
    for id in due.discarded {
      guard let lock = try? AppLock(home.app(id), patience: 0),
        let record = try catalog.app(id: id), !record.isTrashed, record.isExpired(at: now)
      else { continue }
      defer { withExtendedLifetime(lock) {} }
      try lock.during { try moveToTrash(id, now: now) }
      done.discarded.append(id)
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: home.trash)
    where name.hasPrefix(Self.gone) {
      try remove(home.trash + "/" + name)
    }
    return done
  }
}
