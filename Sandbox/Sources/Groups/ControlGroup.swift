import Foundation
import Synchronization

/// The kernel's own limit of memory for one sandbox as a whole.
final class ControlGroup: Sendable {
  private let folder: String
  private let version: ControlGroupPlace.Version
  /// Opened for writing: what writes `0` to it becomes a member.
  let members: Descriptor

  private init(folder: String, version: ControlGroupPlace.Version, members: Descriptor) {
    self.folder = folder
    self.version = version
    self.members = members
  }

  deinit { rmdir(folder) }

  /// A group with that limit; nil where this process may not make one.
  static func make(memoryBytes: Int) -> ControlGroup? {
    let known = place.withLock { $0 }
    switch known {
    case .some(.none): return nil
    case .some(.some(let place)): return make(in: place, memoryBytes: memoryBytes)
    case .none: break
    }
    let candidates = ControlGroupPlace.candidates(
      mounts: text("/proc/self/mountinfo"), groups: text("/proc/self/cgroup"))
    for candidate in candidates where access(candidate.folder, W_OK) == 0 {
      guard let group = make(in: candidate, memoryBytes: memoryBytes) else { continue }
      place.withLock { $0 = .some(candidate) }
      removeLeftovers(in: candidate.folder)
      return group
    }
    place.withLock { $0 = .some(nil) }
    return nil
  }

  /// Whether the kernel had to end one of its processes to keep the limit.
  var wasExceeded: Bool {
    let file = version == .one ? "memory.oom_control" : "memory.events"
    return Self.text("\(folder)/\(file)").split(separator: "\n").contains { line in
      line.hasPrefix("oom_kill ") && line != "oom_kill 0"
    }
  }

  /// What this process has found out: nothing yet, that there is no place, or the place.
  private static let place = Mutex<ControlGroupPlace??>(nil)
  private static let count = Atomic(0)
  private static let prefix = "wisp-"

  private static func make(in place: ControlGroupPlace, memoryBytes: Int) -> ControlGroup? {
    if place.version == .two {
      // Only what a group hands down can be limited below it.
      let handedDown = text("\(place.folder)/cgroup.subtree_control").split(
        whereSeparator: \.isWhitespace)
      guard handedDown.contains("memory") else { return nil }
    }
    let number = count.add(1, ordering: .relaxed).newValue
    let folder = "\(place.folder)/\(prefix)\(getpid())-\(number)"
    guard mkdir(folder, 0o755) == 0 else { return nil }
    let isLimited: Bool
    switch place.version {
    case .one:
      isLimited = write(memoryBytes, to: "\(folder)/memory.limit_in_bytes")
      // Not every kernel counts what is swapped out.
      _ = write(memoryBytes, to: "\(folder)/memory.memsw.limit_in_bytes")
    case .two:
      isLimited = write(memoryBytes, to: "\(folder)/memory.max")
      _ = write(0, to: "\(folder)/memory.swap.max")
      _ = write(1, to: "\(folder)/memory.oom.group")
    }
    let members = open("\(folder)/cgroup.procs", O_WRONLY | O_CLOEXEC)
    guard isLimited, members >= 0 else {
      if members >= 0 { _ = Descriptor(members) }
      rmdir(folder)
      return nil
    }
    return ControlGroup(folder: folder, version: place.version, members: Descriptor(members))
  }

  /// A `wisp` that was killed could not remove its own.
  private static func removeLeftovers(in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(prefix) {
      guard
        let owner = name.dropFirst(prefix.count).split(separator: "-").first.flatMap({ pid_t($0) }),
        kill(owner, 0) != 0, errno == ESRCH
      else { continue }
      rmdir("\(folder)/\(name)")
    }
  }

  private static func write(_ number: Int, to path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    let descriptor = Descriptor(file)
    let digits = Array("\(number)".utf8)
    return Foundation.write(descriptor.number, digits, digits.count) == digits.count
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
